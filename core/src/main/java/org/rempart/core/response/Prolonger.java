package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells products a later end, where they keep one of their own that comes before the containment's.
 * The lease on the row keeps {@link Reverter} off meanwhile, so that what is being undone is not
 * put back. A product that is away is told later.
 */
@Component
class Prolonger {

  private static final Logger LOG = LoggerFactory.getLogger(Prolonger.class);

  /** The product's own end stays a safety net: it comes some time after the containment's. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private static final String TAKE =
      """
      with due as (
        select c.id from containment c
        where c.state = 'IN_FORCE' and c.since is not null and c.product_until < c.expires_at
          and c.product_until > clock_timestamp()
          and coalesce(c.next_attempt_at, '-infinity') <= clock_timestamp()
          and coalesce(c.lease_until, '-infinity') < clock_timestamp()
          and not stopped(c.site_id, c.connector)
        order by c.product_until limit 1 for update of c skip locked)
      update containment c set fencing = c.fencing + 1, attempts = c.attempts + 1,
        lease_until = clock_timestamp() + make_interval(secs => :lease)
      from due where c.id = due.id returning c.*\
      """;

  private static final String STORE =
      """
      update containment set product_until = coalesce(:until, product_until), lease_until = null,
        attempts = case when :until::timestamptz is null then attempts else 0 end,
        next_attempt_at = clock_timestamp() + make_interval(secs => :wait)
      where id = :id and fencing = :fencing\
      """;

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final ConnectorRegistry registry;
  private final Breakers breakers;
  private final ResponseSettings settings;

  Prolonger(
      JdbcClient jdbc,
      Transactions transactions,
      ConnectorRegistry registry,
      Breakers breakers,
      ResponseSettings settings) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.registry = registry;
    this.breakers = breakers;
    this.settings = settings;
  }

  /**
   * Tells what is due, one after another: each is taken right before its call, as a lease that runs
   * out while others are told would let it be undone, and then put back.
   */
  @Scheduled(fixedDelay = 5_000)
  void look() {
    for (Optional<Ending> due = take(); due.isPresent(); due = take()) {
      Ending one = due.get();
      store(one, told(one.place()));
    }
  }

  private Optional<Ending> take() {
    return transactions.run(
        () ->
            jdbc.sql(TAKE)
                .param("lease", settings.lease().toMillis() / 1000.0)
                .query((row, n) -> ending(row))
                .optional());
  }

  private static Ending ending(ResultSet row) throws SQLException {
    OffsetDateTime until = row.getObject("expires_at", OffsetDateTime.class).plus(MARGIN);
    return new Ending(Place.of(row, until.toInstant()), until, row.getInt("attempts"));
  }

  private boolean told(Place place) {
    try {
      return registry
          .service(place.connector(), place.order().capability())
          .filter(service -> prolonged(service.connector(), place))
          .isPresent();
    } catch (ConnectorException away) {
      LOG.info("{} could not be told a later end yet: {}", place.connector(), away.getMessage());
    } catch (RuntimeException e) {
      LOG.error("connector {} failed unexpectedly at a later end", place.connector(), e);
    }
    return false;
  }

  private boolean prolonged(Connector connector, Place place) {
    Outcome outcome =
        breakers
            .call(place.connector(), () -> connector.execute(List.of(place.order())))
            .getFirst();
    if (outcome instanceof Outcome.Refused refused) {
      LOG.warn("{} refused a later end: {}", place.connector(), refused.message());
      return false;
    }
    return true;
  }

  private void store(Ending one, boolean told) {
    @Nullable Double wait = told ? null : settings.backOff(one.attempts()).toMillis() / 1000.0;
    UUID id = one.place().id();
    transactions.run(
        () ->
            jdbc.sql(STORE)
                .param("until", told ? one.until() : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("wait", wait, java.sql.Types.DOUBLE)
                .param("id", id)
                .param("fencing", one.place().fencing())
                .update());
  }

  private record Ending(Place place, OffsetDateTime until, int attempts) {}
}
