package org.rempart.core.response;

/** A containment can't be pinned or unpinned as it stands: not in force, pinned, or not pinned. */
public final class PinConflictException extends RuntimeException {

  PinConflictException(String message) {
    super(message);
  }
}
