package org.rempart.core.alert.intake;

import java.util.ArrayList;
import java.util.List;
import org.rempart.core.alert.source.Reading;
import org.rempart.core.alert.source.SourceCatalogue;
import org.rempart.core.alert.source.SourceCatalogue.Configured;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

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
  private final AlertLedger ledger;

  AlertIntake(SourceCatalogue sources, TransactionOperations transactions, AlertLedger ledger) {
    this.sources = sources;
    this.transactions = transactions;
    this.ledger = ledger;
  }

  /**
   * Takes a delivery in; when this returns, it is committed.
   *
   * @throws UnknownSourceException when a record's source isn't configured
   * @throws org.springframework.dao.DataAccessException when the database is away
   */
  public Receipt accept(List<Delivered> records) {
    List<Taken> taken = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      taken.add(read(i, records.get(i)));
    }
    return commit(taken);
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

  private Receipt commit(List<Taken> batch) {
    try {
      return transactions.execute(status -> ledger.write(batch));
    } catch (RuntimeException failed) {
      if (!Refusals.blamesRecords(failed)) {
        throw failed;
      }
      return batch.size() == 1 ? refuse(batch.getFirst(), failed) : halve(batch);
    }
  }

  private Receipt halve(List<Taken> batch) {
    int middle = batch.size() / 2;
    return commit(batch.subList(0, middle)).plus(commit(batch.subList(middle, batch.size())));
  }

  private Receipt refuse(Taken bad, RuntimeException failed) {
    Taken refused = bad.refused("record", Refusals.reason(failed));
    return transactions.execute(status -> ledger.write(List.of(refused)));
  }
}
