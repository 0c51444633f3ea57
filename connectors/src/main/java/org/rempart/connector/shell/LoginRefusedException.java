package org.rempart.connector.shell;

/** The host answered, but did not take our key. Cause of a product being unavailable. */
public final class LoginRefusedException extends Exception {

  public LoginRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
