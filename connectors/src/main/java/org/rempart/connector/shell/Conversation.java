package org.rempart.connector.shell;

import java.io.InputStream;
import java.io.OutputStream;

/** A running command that is talked to. */
public interface Conversation extends AutoCloseable {

  /** What is written here reaches the command's standard input; flush to send. */
  OutputStream input();

  /** What the command says, its error output included. */
  InputStream output();

  /** Whether the command still runs. */
  boolean alive();

  /** Ends the command. */
  @Override
  void close();
}
