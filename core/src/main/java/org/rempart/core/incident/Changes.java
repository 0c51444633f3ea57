package org.rempart.core.incident;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells every instance of the application what changed, by id only, on PostgreSQL's channel {@value
 * #CHANNEL}. Told a moment after the commit and in a transaction of its own: a NOTIFY inside the
 * change's transaction would make all commits queue behind one lock. A crash in between loses the
 * notice, not the change; who listens reads anew after a reconnect.
 */
@Component
public class Changes {

  /** Where to LISTEN. */
  public static final String CHANNEL = "rempart";

  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private final JdbcClient jdbc;
  private final Set<String> untold = ConcurrentHashMap.newKeySet();

  Changes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Notes that something changed, once the caller's transaction has committed.
   *
   * @param kind {@code incident}, {@code task}, {@code containment}
   * @param id its id
   */
  public void changed(String kind, Object id) {
    var what = kind + ":" + id;
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      untold.add(what);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            untold.add(what);
          }
        });
  }

  /** Tells what has gathered; does nothing when nothing has. */
  @Scheduled(fixedDelay = 250, timeUnit = TimeUnit.MILLISECONDS)
  public void tell() {
    if (untold.isEmpty()) {
      return;
    }
    // Taken out before they are told: what changes meanwhile is told again.
    var told = untold.toArray(String[]::new);
    List.of(told).forEach(untold::remove);
    try {
      jdbc.sql("select pg_notify(?, what) from unnest(?) what")
          .params(CHANNEL, told)
          .query((row, number) -> number)
          .list();
    } catch (DataAccessException away) {
      untold.addAll(List.of(told));
      LOG.debug("Changes could not be told; the next round tries again.", away);
    }
  }
}
