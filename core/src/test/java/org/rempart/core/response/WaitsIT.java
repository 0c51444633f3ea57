package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.response.TestProduct.Fault;

/** People see which product is waited for, and since when. */
class WaitsIT {

  private ResponseFixture rempart;

  @BeforeEach
  void open() {
    rempart = new ResponseFixture();
  }

  @AfterEach
  void close() {
    rempart.close();
  }

  @Test
  void whatWaitsForAProductSaysSinceWhen() {
    UUID incident = rempart.incident("192.0.2.190");
    UUID other = rempart.incident("192.0.2.191");
    rempart.firewall.next(Fault.AWAY, Fault.AWAY, Fault.AWAY);
    rempart.block(incident, "w-1");
    Waits.Wait first = waits().at(List.of("default")).getFirst();
    assertThat(first.connector()).isEqualTo("fw-a");
    rempart.block(other, "w-2");
    rempart.lookAtWaiting();
    Waits.Wait both = waits().at(List.of("default")).getFirst();
    assertThat(both.since()).isEqualTo(first.since());
    assertThat(waits().ofIncident(incident).getFirst().since()).isEqualTo(first.since());
    assertThat(waits().at(List.of("elsewhere"))).isEmpty();
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("EXECUTED");
    assertThat(waits().at(List.of("default"))).isEmpty();
    assertThat(waits().ofIncident(incident)).isEmpty();
  }

  @Test
  void aRevertThatWaitsSaysSoToo() {
    UUID incident = rempart.incident("192.0.2.192");
    rempart.block(incident, "w-3");
    rempart.firewall.next(Fault.AWAY);
    rempart.revert(incident);
    assertThat(waits().ofIncident(incident)).hasSize(1);
    rempart.lookAtReverts();
    assertThat(waits().ofIncident(incident)).isEmpty();
  }

  @Test
  void whatIsCancelledMeanwhileIsSkippedWhenTheLinkReturns() {
    UUID incident = rempart.incident("192.0.2.193");
    UUID other = rempart.incident("192.0.2.194");
    rempart.firewall.next(Fault.AWAY, Fault.AWAY);
    rempart.block(incident, "w-4");
    rempart.block(other, "w-5");
    rempart.revert(incident);
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("CANCELLED");
    assertThat(rempart.firewall.state).containsOnlyKeys("192.0.2.194");
    assertThat(waits().at(List.of("default"))).isEmpty();
  }

  @Test
  void whatWaitedLongestGoesThroughFirst() {
    List<String> attackers = IntStream.range(0, 4).mapToObj(i -> "192.0.2." + (200 + i)).toList();
    List<UUID> incidents = attackers.stream().map(rempart::incident).toList();
    for (UUID incident : incidents) {
      rempart.firewall.next(Fault.AWAY);
      assertThat(rempart.block(incident, "order-" + incident).outcome())
          .isEqualTo(Responses.Outcome.WAITING);
    }
    rempart.firewall.written.clear();
    rempart.firewall.beforeWrite = this::takeLongOnce;
    rempart.lookAtWaiting();
    assertThat(rempart.firewall.written.stream().map(order -> order.target().value()))
        .containsExactlyElementsOf(attackers);
  }

  /** Whoever does not wait for the one before overtakes it here. */
  private void takeLongOnce() {
    rempart.firewall.beforeWrite = () -> {};
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Waits waits() {
    return rempart.context.getBean(Waits.class);
  }
}
