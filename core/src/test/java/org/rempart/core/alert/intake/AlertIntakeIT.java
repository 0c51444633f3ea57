package org.rempart.core.alert.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.core.alert.AlertFixture.eve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.alert.AlertFixture;
import org.rempart.core.audit.Actor;

class AlertIntakeIT {

  private static final Actor AWA = Actor.person("awa", "RESPONDER", "");

  private final AlertFixture fixture = new AlertFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String scan(int host) {
    return eve(7, "Web scan", 2, "203.0.113.7", "10.0.0." + host);
  }

  /** Lets the database refuse every alert whose rule is named so. */
  private void refuse(String ruleName) {
    fixture.jdbc.execute(
        """
        create function refuse() returns trigger language plpgsql as
        $$ begin if new.rule_name = '%s' then raise 'no %s here'; end if; return new; end $$\
        """
            .formatted(ruleName, ruleName));
    fixture.jdbc.execute(
        "create trigger refuse before insert on alert_default for each row execute function"
            + " refuse()");
  }

  @Test
  void aRedeliveredRecordChangesNothing() {
    fixture.stream("suricata", 0, List.of(scan(1), scan(2)));
    Receipt again = fixture.stream("suricata", 0, List.of(scan(1), scan(2), scan(3)));

    assertThat(again.repeated()).isEqualTo(2);
    assertThat(again.accepted()).isEqualTo(1);
    assertThat(fixture.count("select count(*) from alert")).isEqualTo(3);
    assertThat(fixture.count("select alert_count from incident")).isEqualTo(3);
    assertThat(fixture.count("select next_offset from intake_offset")).isEqualTo(3);
  }

  @Test
  void aBatchThatFailsHalfWayLeavesNothingAndIsTakenLater() {
    fixture.jdbc.execute("alter table intake_offset rename to away");
    assertThatThrownBy(() -> fixture.stream("suricata", 0, List.of(scan(1))));
    fixture.jdbc.execute("alter table away rename to intake_offset");
    fixture.jdbc.execute("alter table source_state rename to away");
    assertThatThrownBy(() -> fixture.stream("suricata", 0, List.of(scan(1))));
    assertThat(fixture.count("select count(*) from alert")).isZero();
    assertThat(fixture.count("select count(*) from incident")).isZero();
    assertThat(fixture.count("select count(*) from rejected_alert")).isZero();

    fixture.jdbc.execute("alter table away rename to source_state");
    fixture.stream("suricata", 0, List.of(scan(1)));

    assertThat(fixture.count("select count(*) from alert")).isEqualTo(1);
  }

  @Test
  void oneBadRecordInABatchCostsOnlyItself() {
    refuse("Poison");
    List<String> records =
        IntStream.range(0, 40)
            .mapToObj(i -> i == 17 ? eve(6, "Poison", 2, "203.0.113.7", "10.0.0.5") : scan(i))
            .toList();
    Receipt receipt = fixture.stream("suricata", 0, records);

    assertThat(receipt.accepted()).isEqualTo(39);
    assertThat(receipt.rejections()).extracting(Receipt.Rejection::index).containsExactly(17);
    assertThat(fixture.count("select count(*) from alert")).isEqualTo(39);
    assertThat(fixture.count("select alert_count from incident")).isEqualTo(39);
    assertThat(fixture.count("select next_offset from intake_offset")).isEqualTo(40);
    assertThat(
            fixture.jdbc.queryForList(
                "select origin || ' ' || reason from rejected_alert", String.class))
        .containsExactly("stream-suricata/0/17 is refused by the database: SQLSTATE P0001");
  }

  @Test
  void whatCannotBeReadIsKeptWithItsReasonAndAnnounced() {
    Receipt receipt =
        fixture.stream("suricata", 0, List.of("{oops", scan(1), "x".repeat((1 << 20) + 1)));

    assertThat(receipt.accepted()).isEqualTo(1);
    assertThat(
            fixture.jdbc.queryForList(
                "select field || ': ' || left(reason, 11) || ' ' || raw_size || ' ' ||"
                    + " octet_length(raw) from rejected_alert order by id",
                String.class))
        .containsExactly("record: is not JSON 5 5", "record: has 1048577 1048577 1048576");
    assertThat(
            fixture.count(
                "select count(*) from rejected_alert where raw_sha256 ="
                    + " sha256(convert_to(repeat('x', 1048577), 'UTF8'))"))
        .isEqualTo(1);
    assertThat(fixture.count("select count(*) from outbox where topic = 'alert-rejected'"))
        .isEqualTo(2);
  }

  @Test
  void aRejectedRecordIsTakenInOnceItsSiteIsThere() {
    fixture.post("suricata", "louga", scan(1));
    UUID id = fixture.jdbc.queryForObject("select id from rejected_alert", UUID.class);
    assertThat(fixture.jdbc.queryForObject("select field from rejected_alert", String.class))
        .isEqualTo("site");

    RejectedReplay replay = fixture.part(RejectedReplay.class);
    assertThat(replay.replay(id, Set.of("elsewhere"), AWA)).isEmpty();
    assertThat(replay.replay(id, Set.of("default"), AWA))
        .hasValueSatisfying(r -> assertThat(r.accepted()).isEqualTo(1));
    assertThat(replay.replay(id, Set.of("default"), AWA))
        .hasValueSatisfying(r -> assertThat(r.repeated()).isEqualTo(1));

    assertThat(fixture.count("select count(*) from alert")).isEqualTo(1);
    assertThat(fixture.count("select count(*) from audit_entry where what = 'alert.replayed'"))
        .isEqualTo(1);
  }

  @Test
  void aRecordThatIsStillUnreadableStaysRejected() {
    fixture.stream("suricata", 0, List.of("{\"event_type\":\"alert\"}"));
    UUID id = fixture.jdbc.queryForObject("select id from rejected_alert", UUID.class);

    assertThatThrownBy(() -> fixture.part(RejectedReplay.class).replay(id, Set.of("default"), AWA))
        .isInstanceOf(StillRefusedException.class)
        .hasMessageContaining("alert.signature");
    assertThat(fixture.count("select count(*) from rejected_alert where replayed_at is null"))
        .isEqualTo(1);
  }

  @Test
  void aSuppressedAlertIsKeptAndOpensNothingUntilTheSuppressionEnds() {
    fixture.jdbc.update(
        """
        insert into suppression (source, rule, entity, reason, created_by, ends_at)
        values ('suricata', 'Web scan', '10.0.0.1', 'our own scanner', 'awa', now() + interval '1 hour')\
        """);
    Receipt receipt = fixture.stream("suricata", 0, List.of(scan(1)));
    assertThat(receipt.suppressed()).isEqualTo(1);
    assertThat(fixture.count("select count(*) from alert where suppression is not null"))
        .isEqualTo(1);
    assertThat(fixture.count("select count(*) from incident")).isZero();

    fixture.stream("suricata", 1, List.of(scan(2)));
    assertThat(fixture.count("select count(*) from incident")).isEqualTo(1);

    fixture.jdbc.update("update suppression set ends_at = now()");
    fixture.stream("suricata", 2, List.of(scan(1)));
    assertThat(fixture.count("select alert_count from incident")).isEqualTo(2);
  }

  @Test
  void theSourcesEventIdMakesARepeatedRequestHarmless() {
    String alert = scan(1).replace("\"event_type\"", "\"flow_id\":4711,\"event_type\"");
    fixture.post("suricata", "default", alert);
    Receipt again = fixture.post("suricata", "default", alert, scan(2));

    assertThat(again.repeated()).isEqualTo(1);
    assertThat(fixture.count("select count(*) from alert")).isEqualTo(2);
  }

  @Test
  void aKeyGivesTheSameReceiptAgainAndNoOtherContent() {
    AlertIntake intake = fixture.part(AlertIntake.class);
    var record =
        new Delivered("suricata", scan(1).getBytes(StandardCharsets.UTF_8), null, false, null);
    var request = new SeenRequests.Request("suricata", "k-1", new byte[] {1});
    Receipt first = intake.accept(List.of(record), request);

    assertThat(intake.accept(List.of(record), request)).isEqualTo(first);
    assertThat(fixture.count("select count(*) from alert")).isEqualTo(1);
    assertThatThrownBy(
            () ->
                intake.accept(
                    List.of(record), new SeenRequests.Request("suricata", "k-1", new byte[] {2})))
        .isInstanceOf(KeyReusedException.class);
  }

  @Test
  void aClockThatIsFarOffIsFlaggedAndWindowsUseTheDatabases() {
    Instant old = Instant.now().minus(Duration.ofDays(3));
    fixture.stream("suricata", 0, List.of(eve(old, 7, "Web scan", 2, "203.0.113.7", "10.0.0.5")));
    fixture.stream("suricata", 1, List.of(scan(5)));

    assertThat(fixture.count("select count(*) from alert where clock_doubtful")).isEqualTo(1);
    assertThat(fixture.count("select count(*) from incident")).isEqualTo(1);
    assertThat(fixture.count("select skew_ms from source_state")).isGreaterThan(20_000_000);
  }

  @Test
  void tomorrowsPartitionIsThereAndOldAlertsGoUnlessAnIncidentHoldsThem() {
    fixture.stream("suricata", 0, List.of(scan(1), eve(9, "Odd", 3, "203.0.113.99", "10.0.0.99")));
    fixture.jdbc.update("update alert set received_at = received_at - interval '100 days'");
    fixture.part(Housekeeping.class).tidy();

    assertThat(
            fixture.count("select count(*) from pg_inherits where inhparent = 'alert'::regclass"))
        .isEqualTo(8);
    assertThat(fixture.jdbc.queryForList("select rule_name from alert", String.class))
        .containsExactly("Web scan");
  }
}
