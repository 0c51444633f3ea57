package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.TestProduct.Fault;

/** Every containment ends by itself, says so before, and can be kept longer with a reason. */
class ExpiryIT {

  private static ResponseFixture rempart;

  @BeforeAll
  static void open() {
    rempart =
        new ResponseFixture(
            Map.of(
                "rempart.guardrails.budget[endpoint.isolate]", "100",
                "rempart.response.expiry[identity.disable-account]", "0s"));
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @BeforeEach
  void reset() {
    rempart.firewall.reset();
    rempart.readable.reset();
    rempart.mail.reset();
  }

  @Test
  void theEndGoesByTheClassUnlessASettingNamesTheCapability() {
    Expiry expiry = rempart.context.getBean(Expiry.class);
    assertThat(expiry.seconds(org.rempart.connector.Capability.BLOCK_ADDRESS))
        .isEqualTo(Duration.ofDays(1).toSeconds());
    assertThat(expiry.seconds(org.rempart.connector.Capability.ISOLATE_HOST))
        .isEqualTo(Duration.ofDays(7).toSeconds());
    assertThat(expiry.seconds(new org.rempart.connector.Capability("my.own")))
        .isEqualTo(Duration.ofDays(7).toSeconds());
    assertThat(expiry.seconds(org.rempart.connector.Capability.DISABLE_ACCOUNT)).isNull();
    rempart.isolate(rempart.victim("pc-end"), "end-1");
    assertThat(end("pc-end"))
        .isBetween(
            Instant.now().plus(Duration.ofDays(7)).minusSeconds(60),
            Instant.now().plus(Duration.ofDays(7)).plusSeconds(60));
  }

  @Test
  void peopleAreRemindedOncePerEnd() {
    UUID first = blocked("192.0.2.130", "remind-1");
    UUID second = blocked("192.0.2.130", "remind-2");
    remind();
    assertThat(rempart.timeline(first)).doesNotContain("containment.expiring");
    ends("192.0.2.130", "interval '-20 hours'", "interval '4 hours'");
    remind();
    remind();
    assertThat(rempart.timeline(first)).containsOnlyOnce("containment.expiring");
    assertThat(rempart.timeline(second)).containsOnlyOnce("containment.expiring");
    assertThat(rempart.mail.written).hasSize(2);
    assertThat(rempart.mail.written.getFirst().parameters().get("body"))
        .contains("Prend fin le")
        .contains("192.0.2.130");
    extensions().by(id("192.0.2.130"), Duration.ofDays(1), ResponseFixture.ANALYST, "not yet");
    remind();
    assertThat(rempart.timeline(first)).containsOnlyOnce("containment.expiring");
    ends("192.0.2.130", "interval '-5 days'", "interval '5 minutes'");
    remind();
    assertThat(rempart.timeline(first)).filteredOn("containment.expiring"::equals).hasSize(2);
  }

  @Test
  void whatIsNearItsEndIsRemindedOfWhateverTheShareSays() {
    UUID incident = blocked("192.0.2.131", "remind-3");
    ends("192.0.2.131", "interval '-1 minutes'", "interval '11 minutes'");
    remind();
    assertThat(rempart.timeline(incident)).doesNotContain("containment.expiring");
    ends("192.0.2.131", "interval '-1 minutes'", "interval '9 minutes'");
    remind();
    assertThat(rempart.timeline(incident)).contains("containment.expiring");
  }

  @Test
  void anExtensionIsToldToEveryIncidentThatHoldsItAndAudited() {
    UUID first = blocked("192.0.2.132", "extend-1");
    UUID second = blocked("192.0.2.132", "extend-2");
    Instant before = end("192.0.2.132");
    extensions().by(id("192.0.2.132"), Duration.ofDays(2), ResponseFixture.ANALYST, "still at it");
    assertThat(end("192.0.2.132")).isEqualTo(before.plus(Duration.ofDays(2)));
    assertThat(rempart.timeline(first)).contains("containment.extended");
    assertThat(rempart.timeline(second)).contains("containment.extended");
    assertThat(
            rempart.count(
                "select count(*) from audit_entry where what = 'containment.extended' and actor ="
                    + " 'awa' and reason = 'still at it'"))
        .isPositive();
  }

  @Test
  void anEndThatIsNoLaterOrThatThereIsNotIsRefused() {
    blocked("192.0.2.133", "extend-3");
    UUID id = id("192.0.2.133");
    assertThatThrownBy(
            () -> extensions().until(id, Instant.now(), ResponseFixture.ANALYST, "sooner"))
        .isInstanceOf(NotExtensibleException.class);
    rempart.jdbc.sql("update containment set expires_at = null where id = ?").param(id).update();
    assertThatThrownBy(
            () -> extensions().by(id, Duration.ofDays(1), ResponseFixture.ANALYST, "never"))
        .isInstanceOf(NotExtensibleException.class);
    assertThatThrownBy(
            () ->
                extensions()
                    .by(UUID.randomUUID(), Duration.ofDays(1), ResponseFixture.ANALYST, "none"))
        .isInstanceOf(NotExtensibleException.class);
  }

  @Test
  void aProductThatWouldEndItSoonerIsToldTheLaterEnd() {
    UUID incident = blocked("192.0.2.134", "extend-4");
    Prolonger prolonger = rempart.context.getBean(Prolonger.class);
    prolonger.look();
    assertThat(rempart.firewall.executions).hasValue(1);
    Instant until =
        Instant.now().plus(Duration.ofDays(30)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    extensions().until(id("192.0.2.134"), until, ResponseFixture.ANALYST, "a month");
    rempart.firewall.next(Fault.AWAY);
    prolonger.look();
    assertThat(rempart.firewall.executions).hasValue(1);
    rempart
        .jdbc
        .sql("update containment set next_attempt_at = now() where state = 'IN_FORCE'")
        .update();
    prolonger.look();
    prolonger.look();
    assertThat(rempart.firewall.executions).hasValue(2);
    assertThat(rempart.firewall.toldUntil.get("192.0.2.134")).isAfter(until);
    rempart.revert(incident);
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.134");
  }

  @Test
  void whatIsReleasedWhileAProductIsToldALaterEndIsUndoneAfterwards() {
    Prolonger prolonger = rempart.context.getBean(Prolonger.class);
    prolonger.look();
    UUID incident = blocked("192.0.2.135", "extend-5");
    extensions().by(id("192.0.2.135"), Duration.ofDays(30), ResponseFixture.ANALYST, "a month");
    rempart.firewall.beforeWrite =
        () -> {
          rempart.revert(incident);
          assertThat(rempart.firewall.reverts).hasValue(0);
        };
    prolonger.look();
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.135");
    assertThat(rempart.containment("192.0.2.135")).isEqualTo("REVERTED");
  }

  /** Its end comes while another incident that joins it still has its product asked. */
  @Test
  void anEndThatComesWhileAnotherIncidentJoinsIsThatIncidentsOwn() {
    UUID first = blocked("192.0.2.136", "join-1");
    UUID second = rempart.incident("192.0.2.136");
    rempart.firewall.beforeRead = once(() -> endComes("192.0.2.136"));
    assertThat(rempart.block(second, "join-2").outcome()).isEqualTo(Outcome.DONE);
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).containsKey("192.0.2.136");
    assertThat(end("192.0.2.136")).isAfter(Instant.now().plus(Duration.ofHours(1)));
    rempart.revert(first);
    assertThat(rempart.firewall.state).containsKey("192.0.2.136");
    assertThat(rempart.revert(second)).isEqualTo(1);
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.136");
  }

  @Test
  void anEndThatComesWhileAnotherIncidentWaitsToJoinTakesNothingFromIt() {
    blocked("192.0.2.137", "join-3");
    UUID second = rempart.incident("192.0.2.137");
    rempart.firewall.next(Fault.UNREADABLE);
    assertThat(rempart.block(second, "join-4").outcome()).isEqualTo(Outcome.WAITING);
    endComes("192.0.2.137");
    rempart.lookAtReverts();
    rempart.lookAtWaiting();
    assertThat(rempart.state(second)).isEqualTo("EXECUTED");
    assertThat(rempart.firewall.state).containsKey("192.0.2.137");
    rempart.context.getBean(Endings.class).expire();
    assertThat(rempart.containment("192.0.2.137")).isEqualTo("IN_FORCE");
  }

  @Test
  void anEndStillComesOnceWhoWantedToJoinCouldNot() {
    blocked("192.0.2.138", "join-5");
    UUID second = rempart.incident("192.0.2.138");
    rempart.firewall.next(Fault.UNREADABLE);
    rempart.block(second, "join-6");
    endComes("192.0.2.138");
    assertThat(rempart.containment("192.0.2.138")).isEqualTo("IN_FORCE");
    rempart.revert(second);
    endComes("192.0.2.138");
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.138");
  }

  /** Products are told one after another, and what comes last may be undone by then. */
  @Test
  void whatWasUndoneWhileOthersWereToldALaterEndIsNotPutBack() {
    blocked("192.0.2.139", "extend-6");
    UUID incident = blocked("192.0.2.140", "extend-7");
    extensions().by(id("192.0.2.139"), Duration.ofDays(30), ResponseFixture.ANALYST, "a month");
    extensions().by(id("192.0.2.140"), Duration.ofDays(30), ResponseFixture.ANALYST, "a month");
    rempart
        .jdbc
        .sql("update containment set product_until = now() + '1 h' where target = '192.0.2.139'")
        .update();
    rempart.firewall.beforeWrite =
        once(
            () -> {
              leaseEnds("192.0.2.140");
              rempart.revert(incident);
              // What another may have begun is read a few times before it is told.
              for (int i = 0; i < 5; i++) {
                rempart.lookAtReverts();
              }
              assertThat(rempart.containment("192.0.2.140")).isEqualTo("REVERTED");
            });
    rempart.context.getBean(Prolonger.class).look();
    assertThat(rempart.firewall.toldUntil.get("192.0.2.139"))
        .isAfter(Instant.now().plus(Duration.ofDays(29)));
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.140");
    assertThat(rempart.containment("192.0.2.140")).isEqualTo("REVERTED");
  }

  private static Runnable once(Runnable work) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (!done.getAndSet(true)) {
        work.run();
      }
    };
  }

  private static void endComes(String target) {
    rempart
        .jdbc
        .sql("update containment set expires_at = now() where target = ?")
        .param(target)
        .update();
    rempart.context.getBean(Endings.class).expire();
  }

  private static void leaseEnds(String target) {
    rempart
        .jdbc
        .sql(
            "update containment set lease_until = now() - interval '1 second' where target = ? and"
                + " lease_until is not null")
        .param(target)
        .update();
  }

  private static Extensions extensions() {
    return rempart.context.getBean(Extensions.class);
  }

  private static void remind() {
    rempart.context.getBean(EndReminders.class).remind();
  }

  private static UUID blocked(String address, String call) {
    UUID incident = rempart.incident(address);
    rempart.block(incident, call);
    return incident;
  }

  private static UUID id(String target) {
    return live(target).id();
  }

  private static Instant end(String target) {
    return java.util.Objects.requireNonNull(live(target).until());
  }

  private static Contained live(String target) {
    return rempart.context.getBean(Register.class).live(List.of("default")).stream()
        .filter(one -> one.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  /** Time passes. */
  private static void ends(String target, String began, String left) {
    rempart
        .jdbc
        .sql(
            "update containment set expiry_set_at = now() + "
                + began
                + ", expires_at = now() + "
                + left
                + " where target = ?")
        .param(target)
        .update();
  }
}
