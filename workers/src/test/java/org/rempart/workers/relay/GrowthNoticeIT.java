package org.rempart.workers.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.core.incident.OutboxTopic.INCIDENT_GROWN;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.rempart.core.incident.Outbox;
import org.rempart.embedded.TestStack;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The engine hears of all that an incident grew by: no addition hides behind a notice whose reader
 * may have looked before.
 */
class GrowthNoticeIT {

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final String incident = UUID.randomUUID().toString();

  private Outbox outbox;
  private OutboxRows rows;
  private TransactionTemplate transaction;

  @BeforeEach
  void start() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(TestStack.postgres().createDatabase());
    Flyway.configure().dataSource(database).load().migrate();
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
    context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(database));
    context.registerBean(JsonMapper.class, () -> new JsonMapper());
    context.register(Outbox.class, OutboxRows.class);
    context.refresh();
    outbox = context.getBean(Outbox.class);
    rows = context.getBean(OutboxRows.class);
    transaction = new TransactionTemplate(context.getBean(JdbcTransactionManager.class));
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void oneNoticeWaitsForAnIncident() {
    assertThat(grown()).isTrue();
    assertThat(grown()).isFalse();

    assertThat(taken()).hasSize(1);
  }

  @Test
  void aNoticeOnItsWayDoesNotStandForWhatCameAfterIt() {
    grown();
    assertThat(taken()).hasSize(1);

    assertThat(grown()).isTrue();
    assertThat(taken()).hasSize(1);
  }

  @Test
  void aNoticeIsNotTakenBeforeWhatLeansOnItIsCommitted() {
    grown();

    transaction.executeWithoutResult(
        status -> {
          assertThat(grown()).isFalse();
          assertThat(CompletableFuture.supplyAsync(this::taken).join()).isEmpty();
        });
    assertThat(taken()).hasSize(1);
  }

  @Test
  void aRelayThatIsJustTakingANoticeIsNotWaitedFor() {
    grown();

    transaction.executeWithoutResult(
        status -> {
          assertThat(taken()).hasSize(1);
          assertThat(CompletableFuture.supplyAsync(this::grown).join()).isTrue();
        });
    assertThat(taken()).hasSize(1);
  }

  /** The engine may have had it, without an answer; then the next sending passes for a repeat. */
  @Test
  void aNoticeThatWasSentAndPutOffDoesNotStandForLaterOnes() {
    grown();
    OutboxRows.Row first = taken().getFirst();
    rows.putOff(first.id(), "no answer of the engine");

    assertThat(grown()).isTrue();
    assertThat(taken()).singleElement().isNotEqualTo(first);
  }

  /** The engine was away and is back: what is on its way is sent again, and both get an answer. */
  @Test
  void theLateFailureOfAnEarlierSendingDoesNotMakeANoticeWait() {
    grown();
    OutboxRows.Row first = taken().getFirst();
    rows.hurry();
    OutboxRows.Row second = taken().getFirst();
    rows.putOff(first.id(), "engine was away");

    assertThat(grown()).isTrue();
    rows.delete(List.of(second.id()));
    assertThat(taken()).hasSize(1);
  }

  @Test
  void whoWasToldThatANoticeWaitsWakesTheRelayAfterItsCommit() {
    outbox.putOnce(INCIDENT_GROWN, incident, Duration.ofHours(1));
    List<String> wakes = new CopyOnWriteArrayList<>();
    outbox.onCommit(() -> wakes.add("woken"));

    transaction.executeWithoutResult(
        status -> {
          grown();
          assertThat(wakes).isEmpty();
        });
    assertThat(wakes).containsExactly("woken");
  }

  private boolean grown() {
    return outbox.putOnce(INCIDENT_GROWN, incident, Duration.ZERO).isPresent();
  }

  private List<OutboxRows.Row> taken() {
    return rows.take(10);
  }
}
