package org.rempart.core.audit.chain;

/** A line is none of an export; the message says why. */
public final class UnreadableLineException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableLineException(String why) {
    super(why);
  }
}
