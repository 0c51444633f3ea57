package org.rempart.core.response;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.response.TestProduct.Fault;

/** One product that hangs, as behind a link that is down, keeps nothing else back. */
class SlowProductIT {

  private final ResponseFixture rempart = new ResponseFixture();
  private final CountDownLatch hangs = new CountDownLatch(1);
  private final CountDownLatch comesBack = new CountDownLatch(1);

  @AfterEach
  void close() {
    rempart.close();
  }

  @Test
  void whatWaitsForAnotherProductGoesThrough() throws Exception {
    UUID incident = rempart.victim("slow-1");
    rempart.entity(incident, "ADDRESS", "198.51.100.71", "ATTACKER");
    rempart.firewall.next(Fault.AWAY);
    rempart.block(incident, "slow-block");
    rempart.firewall.beforeWrite = this::hang;
    var first = CompletableFuture.runAsync(rempart::lookAtWaiting);
    assertThat(hangs.await(20, SECONDS)).isTrue();

    rempart.readable.next(Fault.AWAY);
    rempart.isolate(incident, "slow-isolate");
    rempart.lookAtWaiting();

    assertThat(rempart.readable.state).containsKey("slow-1");
    assertThat(rempart.firewall.state).isEmpty();
    comesBack.countDown();
    first.get(20, SECONDS);
    assertThat(rempart.firewall.state).containsKey("198.51.100.71");
    assertThat(rempart.firewall.executions).hasValue(1);
  }

  @Test
  void whatIsToBeUndoneAtAnotherSiteIsUndone() throws Exception {
    UUID here = rempart.incident("198.51.100.72");
    rempart.block(here, "slow-here");
    UUID there = rempart.victim("slow-2");
    rempart.isolate(there, "slow-there");
    rempart.jdbc.sql("insert into site (id, name) values ('thies', 'Thiès')").update();
    rempart.jdbc.sql("update containment set site_id = 'thies' where target = 'slow-2'").update();
    rempart.firewall.beforeRevert = this::hang;
    var first = CompletableFuture.runAsync(() -> rempart.revert(here));
    assertThat(hangs.await(20, SECONDS)).isTrue();

    rempart.revert(there);

    assertThat(rempart.readable.state).isEmpty();
    assertThat(rempart.firewall.state).containsKey("198.51.100.72");
    comesBack.countDown();
    first.get(20, SECONDS);
    assertThat(rempart.firewall.state).isEmpty();
    assertThat(rempart.firewall.reverts).hasValue(1);
  }

  private void hang() {
    hangs.countDown();
    try {
      assertThat(comesBack.await(20, SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
