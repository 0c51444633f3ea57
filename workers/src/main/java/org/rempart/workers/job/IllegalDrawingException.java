package org.rempart.workers.job;

/**
 * A drawing does not give a job what its type needs; the message names drawing, element and lack.
 */
public final class IllegalDrawingException extends RuntimeException {

  IllegalDrawingException(Job job, String lack) {
    super(job.processId() + ", element " + job.elementId() + ": " + lack + " is missing");
  }
}
