package org.rempart.core.response;

/** There is nothing of an action that could be undone; the message says why. */
public final class NotReversibleException extends RuntimeException {

  public NotReversibleException(String message) {
    super(message);
  }
}
