package org.rempart.embedded;

/** A part that tests share, with the faults that a test may want of it. */
public interface TestPart {

  /** Ends the part in good order; its data stays. */
  void stop();

  /** {@code kill -9}; its data stays. */
  void kill();

  /** Starts it again on the same port and data, and waits until it is ready. */
  void start();
}
