package org.rempart.core.playbook;

import org.jspecify.annotations.Nullable;

/** A BPMN file is no XML or draws no process; the message names the file. */
public final class UnreadableDrawingException extends RuntimeException {

  UnreadableDrawingException(String path, @Nullable Throwable cause) {
    super("The drawing " + path + " is no readable BPMN.", cause);
  }
}
