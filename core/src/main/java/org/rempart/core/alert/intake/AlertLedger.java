package org.rempart.core.alert.intake;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.Alert;
import org.rempart.core.alert.folding.Arrival;
import org.rempart.core.alert.folding.Folding;
import org.rempart.core.alert.intake.Receipt.Rejection;
import org.rempart.core.alert.source.Reading;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes one batch, in the caller's transaction: alerts, folds, rejections, counts and offsets. */
@Component
class AlertLedger {

  private final JdbcTemplate jdbc;
  private final StreamOffsets offsets;
  private final SeenEvents seen;
  private final Sites sites;
  private final Suppressions suppressions;
  private final Folding folding;
  private final AlertTable alerts;
  private final RejectedAlerts rejected;
  private final SourceStates states;

  AlertLedger(
      JdbcTemplate jdbc,
      StreamOffsets offsets,
      SeenEvents seen,
      Sites sites,
      Suppressions suppressions,
      Folding folding,
      AlertTable alerts,
      RejectedAlerts rejected,
      SourceStates states) {
    this.jdbc = jdbc;
    this.offsets = offsets;
    this.seen = seen;
    this.sites = sites;
    this.suppressions = suppressions;
    this.folding = folding;
    this.alerts = alerts;
    this.rejected = rejected;
    this.states = states;
  }

  Receipt write(List<Taken> batch) {
    Instant now = now();
    List<Taken> unseen = offsets.unseen(batch);
    List<Taken> placed = unseen.stream().map(sites::check).toList();
    List<Taken> fresh = seen.unseen(placed, now);
    List<Kept> kept = kept(fresh, now);
    fold(kept);
    alerts.append(kept, now);
    List<Rejection> rejections = rejected.add(fresh);
    states.count(fresh, kept, now);
    offsets.advance(unseen, now);
    int passedOver =
        (int) fresh.stream().filter(t -> t.reading() instanceof Reading.PassedOver).count();
    int suppressed = (int) kept.stream().filter(k -> k.suppression != null).count();
    return new Receipt(
        kept.size(), batch.size() - fresh.size(), passedOver, suppressed, rejections);
  }

  private Instant now() {
    Timestamp now = jdbc.queryForObject("select clock_timestamp()", Timestamp.class);
    return Objects.requireNonNull(now).toInstant();
  }

  private List<Kept> kept(List<Taken> fresh, Instant now) {
    Suppressions.Active active = suppressions.active();
    List<Kept> kept = new ArrayList<>(fresh.size());
    for (Taken taken : fresh) {
      if (taken.reading() instanceof Reading.Read(Alert alert)) {
        Instant at = taken.windowTime(alert.occurredAt(), now);
        Arrival arrival = new Arrival(alert, taken.source(), taken.site(), at);
        boolean doubtful = !taken.replay() && !Clocks.plausible(alert.occurredAt(), now);
        kept.add(new Kept(taken, arrival, doubtful, active.suppresses(arrival, now)));
      }
    }
    return kept;
  }

  private void fold(List<Kept> kept) {
    List<Kept> heeded = kept.stream().filter(k -> k.suppression == null).toList();
    List<@Nullable UUID> incidents = folding.fold(heeded.stream().map(k -> k.arrival).toList());
    for (int i = 0; i < heeded.size(); i++) {
      heeded.get(i).incident = incidents.get(i);
    }
  }

  /** An alert that is kept, and what is known of it so far. */
  static final class Kept {

    final Taken taken;
    final Arrival arrival;
    final boolean doubtful;
    final @Nullable String suppression;
    @Nullable UUID incident;

    Kept(Taken taken, Arrival arrival, boolean doubtful, @Nullable String suppression) {
      this.taken = taken;
      this.arrival = arrival;
      this.doubtful = doubtful;
      this.suppression = suppression;
    }
  }
}
