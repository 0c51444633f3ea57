package org.rempart.embedded.command;

/** The demonstration did not come to its end; the message says where it stands. */
final class DemoFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }
}
