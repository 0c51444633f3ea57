package org.rempart.core.audit;

/** Brings checkpoints out of the house. */
public interface CheckpointPost {

  /**
   * Takes a checkpoint over, in the transaction that keeps it: notes what is to be sent and sends
   * nothing yet.
   *
   * @param id of the checkpoint in the database, see {@link AuditCheckpoints#find}
   */
  void handIn(long id);
}
