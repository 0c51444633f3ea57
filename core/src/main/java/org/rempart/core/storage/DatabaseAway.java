package org.rempart.core.storage;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells the database's absence from faults of the work that met it. */
public final class DatabaseAway {

  private DatabaseAway() {}

  /** Whether work failed because the database could not be reached, or went away under it. */
  public static boolean showsIn(Throwable failure) {
    // A transaction whose begin, commit or rollback failed as such lost its database on the way.
    return failure instanceof CannotCreateTransactionException
        || failure instanceof TransactionSystemException
        || failure instanceof DataAccessResourceFailureException;
  }
}
