package org.rempart.core.response;

import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Short transactions that are begun again when another was quicker. */
@Component
class Transactions {

  private static final int TRIES = 5;

  /**
   * The journal's statements find rows by their keys or take many as one JSON value, so one plan
   * serves every call. PostgreSQL would make a new one each time, as it can't see into that value,
   * and takes longer for it than for the work.
   */
  static final String ONE_PLAN = "set_config('plan_cache_mode', 'force_generic_plan', true)";

  private final TransactionTemplate template;
  private final JdbcClient jdbc;

  Transactions(PlatformTransactionManager manager, JdbcClient jdbc) {
    this.template = new TransactionTemplate(manager);
    this.jdbc = jdbc;
  }

  /** Runs work in a transaction of its own; work may run more than once. */
  <T> T run(Supplier<T> work) {
    return runPlanned(() -> begun(work));
  }

  /** The same for work whose first statement selects {@link #ONE_PLAN} along with its own. */
  <T> T runPlanned(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return template.execute(status -> work.get());
      } catch (ConcurrencyFailureException | DuplicateKeyException e) {
        // Inside a caller's transaction that one is lost as a whole; the caller begins again.
        if (attempt == TRIES || TransactionSynchronizationManager.isActualTransactionActive()) {
          throw e;
        }
      }
    }
  }

  private <T> T begun(Supplier<T> work) {
    jdbc.sql("select " + ONE_PLAN).query(String.class).single();
    return work.get();
  }

  void run(Runnable work) {
    run(
        () -> {
          work.run();
          return true;
        });
  }

  /** Runs once the caller's transaction has committed; at once when there is none. */
  static void afterCommit(Runnable work) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }
}
