package org.rempart.core.alert.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.rempart.core.alert.source.Reading;
import org.rempart.core.alert.source.SourceCatalogue;
import org.rempart.core.alert.source.SourceCatalogue.Configured;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes records in, once each. A record that can't be used costs only itself: a batch that the
 * database refuses is halved until the bad record stands alone. A database that is away refuses
 * nothing: the call fails, and may be repeated.
 */
@Component
public class AlertIntake {

  /** Longest record that is taken, in bytes: 1 MiB. */
  public static final int LONGEST = 1 << 20;

  private final SourceCatalogue sources;
  private final TransactionOperations transactions;
  private final TransactionOperations savepoints;
  private final AlertLedger ledger;
  private final SeenRequests requests;

  AlertIntake(
      SourceCatalogue sources,
      PlatformTransactionManager manager,
      AlertLedger ledger,
      SeenRequests requests) {
    this.sources = sources;
    this.transactions = new TransactionTemplate(manager);
    TransactionTemplate nested = new TransactionTemplate(manager);
    nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.savepoints = nested;
    this.ledger = ledger;
    this.requests = requests;
  }

  /**
   * Takes a delivery in; when this returns, it is committed.
   *
   * @throws UnknownSourceException when a record's source isn't configured
   * @throws org.springframework.dao.DataAccessException when the database is away
   */
  public Receipt accept(List<Delivered> records) {
    List<Taken> taken = read(records);
    return commit(taken, () -> ledger.write(taken), () -> divide(taken));
  }

  /**
   * Takes a delivery in, unless the same one was taken before: then its receipt is given again.
   *
   * @param request who repeats what
   * @throws KeyReusedException when the key came with other content before
   */
  public Receipt accept(List<Delivered> records, SeenRequests.Request request) {
    List<Taken> taken = read(records);
    return commit(
        taken,
        () -> requests.once(request, () -> ledger.write(taken)),
        () -> requests.once(request, () -> divide(taken)));
  }

  private List<Taken> read(List<Delivered> records) {
    List<Taken> taken = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      taken.add(read(i, records.get(i)));
    }
    return taken;
  }

  /** What a record would be taken for now. Throws {@link UnknownSourceException}. */
  Reading reading(Delivered record) {
    return read(0, record).reading();
  }

  private Taken read(int index, Delivered record) {
    Configured configured =
        sources
            .find(record.source())
            .orElseThrow(() -> new UnknownSourceException(record.source()));
    int size = record.raw().length;
    Reading reading =
        size > LONGEST
            ? new Reading.Refused("record", "has " + size + " bytes; " + LONGEST + " are taken")
            : configured.normaliser().read(record.raw());
    return new Taken(index, record, configured.source(), reading);
  }

  private Receipt commit(List<Taken> batch, Supplier<Receipt> whole, Supplier<Receipt> divided) {
    try {
      return result(transactions, whole);
    } catch (RuntimeException failed) {
      if (batch.isEmpty() || !Refusals.blamesRecords(failed)) {
        throw failed;
      }
      return result(transactions, divided);
    }
  }

  /** Writes what can be written of a batch that failed as a whole; all in one transaction. */
  private Receipt divide(List<Taken> batch) {
    if (batch.size() == 1) {
      return attempt(batch);
    }
    int middle = batch.size() / 2;
    return attempt(batch.subList(0, middle)).plus(attempt(batch.subList(middle, batch.size())));
  }

  private Receipt attempt(List<Taken> part) {
    try {
      return result(savepoints, () -> ledger.write(part));
    } catch (RuntimeException failed) {
      if (!Refusals.blamesRecords(failed)) {
        throw failed;
      }
      return part.size() == 1 ? refuse(part.getFirst(), failed) : divide(part);
    }
  }

  private Receipt refuse(Taken bad, RuntimeException failed) {
    Taken refused = bad.refused("record", Refusals.reason(failed));
    return result(savepoints, () -> ledger.write(List.of(refused)));
  }

  private static Receipt result(TransactionOperations within, Supplier<Receipt> work) {
    return Objects.requireNonNull(within.execute(status -> work.get()));
  }
}
