package org.rempart.core.response;

/** The end of a containment can't be put off: it has none, is over, or the new end is no later. */
public final class NotExtensibleException extends RuntimeException {

  NotExtensibleException(String message) {
    super(message);
  }
}
