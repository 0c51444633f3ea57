package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rempart.connector.Orders.block;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.proven.Proves;
import org.rempart.practice.Fault;

/** Against a stand-in that speaks the XML API and keeps registered addresses as PAN-OS does. */
@Proves(type = "panos", product = "PAN-OS", contract = "XML API 10, user-id")
class PanosConnectorTest extends PracticeCase {

  PanosConnectorTest() {
    super("panos");
  }

  @Test
  void aBlockIsTwoTagsAndItsRevertTakesBothAway() throws Exception {
    for (String address : List.of("192.0.2.1", "2001:db8::1")) {
      Order order = block("k-" + address, address);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
      Outcome done = execute(connector, order);
      assertThat(done).isEqualTo(new Outcome.Done(order.key(), Map.of(), "tag rempart-blocked"));
      assertThat(execute(connector, order)).isEqualTo(done);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
      assertThat(room.state("panos").path("registered").path(address).valueStream())
          .extracting(tag -> tag.asString())
          .containsExactlyInAnyOrder("rempart-blocked", "rempart:" + order.key());
      revert(connector, order, done);
      revert(connector, order, done);
      assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    }
    assertThat(room.state("panos").path("registered")).isEmpty();
    assertThat(operations("register")).isEqualTo(2);
    assertThat(operations("session-clear")).isEqualTo(4);
  }

  @Test
  void whatSomebodyElseTaggedStays() throws Exception {
    register("192.0.2.2", "rempart-blocked");
    register("192.0.2.3", "guest");
    Order order = block("k2", "192.0.2.2");
    Outcome done = execute(connector, order);
    assertThat(((Outcome.Done) done).stateBefore()).containsEntry("tags", "rempart-blocked");
    revert(connector, order, done);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);

    Order other = block("k3", "192.0.2.3");
    revert(connector, other, execute(connector, other));
    assertThat(room.state("panos").path("registered").path("192.0.2.3").path(0).asString())
        .isEqualTo("guest");
  }

  @Test
  void ourMarkOnAnAddressWhoseTagSomebodyTookAwayDoesNotMakeALaterTagOurs() throws Exception {
    Order order = block("k11", "192.0.2.11");
    Outcome done = execute(connector, order);
    unregister("192.0.2.11", "rempart-blocked");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    revert(connector, order, done);
    revert(connector, order, done);
    assertThat(room.state("panos").path("registered")).isEmpty();

    register("192.0.2.11", "rempart-blocked");
    Order later = block("k12", "192.0.2.11");
    revert(connector, later, execute(connector, later));
    revert(connector, order, done);
    assertThat(result(connector, later)).isEqualTo(Proof.Result.HOLDS);
  }

  /**
   * Between our reading and our writing somebody else tags the address: the firewall says "error".
   */
  @Test
  void aDuplicateIsASuccess() throws Exception {
    try (StatefulServer firewall = new StatefulServer();
        Connector to =
            room.connector("panos", Map.of("url", firewall.url(), "cut-sessions", "false"))) {
      Map<String, String> xml = Map.of("Content-Type", "application/xml");
      String none = "<response status='success'><result><count>0</count></result></response>";
      firewall.order("POST", 200, xml, none);
      firewall.order(
          "POST",
          200,
          xml,
          "<response status='error'><msg><line>tag a already exists,"
              + " ignore</line></msg></response>");
      assertThat(execute(to, block("k4", "192.0.2.4"))).isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void anErrorBehindStatus200IsNeitherDoneNorAProof() {
    room.fault("panos", Fault.Kind.DELAY, 0);
    room.fault("panos", Fault.Kind.ERROR_INSIDE, 0);
    assertThatThrownBy(() -> execute(connector, block("k5", "192.0.2.5")))
        .isInstanceOf(OutcomeUnknownException.class);
    room.fault("panos", Fault.Kind.ERROR_INSIDE, 0);
    assertThat(result(connector, block("k5", "192.0.2.5"))).isEqualTo(Proof.Result.UNKNOWN);
  }

  @Test
  void anOverloadedFirewallMeansThatNothingWasDone() throws Exception {
    room.fault("panos", Fault.Kind.DELAY, 0);
    room.fault("panos", Fault.Kind.TOO_MANY, 0);
    assertThatThrownBy(() -> execute(connector, block("k6", "192.0.2.6")))
        .isInstanceOfSatisfying(
            ProductUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
    assertThat(operations("register")).isZero();
  }

  @Test
  void anAnswerThatNeverCameOrCameTooEarlyIsNoProofAndDoublesNothing() throws Exception {
    Order order = block("k7", "192.0.2.7");
    room.fault("panos", Fault.Kind.DELAY, 0);
    room.fault("panos", Fault.Kind.EFFECT_WITHOUT_ANSWER, 0);
    assertThatThrownBy(() -> execute(connector, order)).isInstanceOf(OutcomeUnknownException.class);
    execute(connector, order);
    assertThat(operations("register")).isEqualTo(1);

    Order early = block("k8", "192.0.2.8");
    room.fault("panos", Fault.Kind.DELAY, 0);
    room.fault("panos", Fault.Kind.ANSWER_BEFORE_EFFECT, 4000);
    execute(connector, early);
    assertThat(result(connector, early)).isEqualTo(Proof.Result.ABSENT);
    await().until(() -> result(connector, early) == Proof.Result.HOLDS);
  }

  @Test
  void healthTellsAWrongKeyAndAsksWhetherItMayWrite() throws Exception {
    assertThat(connector.health().detail()).isEqualTo("PAN-OS 10.2.9 takes tags");
    assertThat(connector.health().good()).isTrue();
    assertThat(room.state("panos").path("operations")).isEmpty();
    try (Connector wrong = room.connector("panos", Map.of("key", room.secret("x-wrong")))) {
      assertThat(wrong.health().reachable()).isTrue();
      assertThat(wrong.health().authenticated()).isFalse();
      assertThat(code(execute(wrong, block("k9", "192.0.2.9")))).isEqualTo("NOT_AUTHENTICATED");
    }
    assertThat(code(execute(connector, block("k10", "127.0.0.1")))).isEqualTo("BAD_ADDRESS");
  }

  private void register(String address, String tag) throws Exception {
    try (Connector theirs = room.connector("panos", Map.of("tag", tag))) {
      execute(theirs, block("theirs", address));
    }
    unregister(address, "rempart:theirs");
  }

  private void unregister(String address, String tag) throws Exception {
    String command =
        "<uid-message><payload><unregister><entry ip='%s'><tag><member>%s</member>"
                .formatted(address, tag)
            + "</tag></entry></unregister></payload></uid-message>";
    room.byHand(
        "POST", "/panos/api/", "X-PAN-KEY", "practice-api-key", "type=user-id&cmd=" + command);
  }
}
