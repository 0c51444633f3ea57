package org.rempart.connector.shell;

import java.time.Duration;
import java.util.List;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;

/** A place where commands run. Arguments are passed as they are; no shell reads them. */
public interface CommandHost extends AutoCloseable {

  /**
   * Runs a command to its end.
   *
   * @throws ProductUnavailableException when it could not be started
   * @throws OutcomeUnknownException when it did not end within {@code limit}; it is killed
   */
  CommandResult run(List<String> command, Duration limit);

  /**
   * Starts a command that is talked to over its standard input. Its error output comes with its
   * standard output, in order.
   *
   * @throws ProductUnavailableException when it could not be started
   */
  Conversation open(List<String> command);

  /**
   * Whether commands may read files that this process writes. No promise: words put before a
   * command can take it elsewhere.
   */
  boolean sharesFiles();

  /** Where this is, for messages: {@code localhost}, {@code fw1:22}. */
  String place();

  @Override
  void close();
}
