package org.rempart.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.TargetKind;
import org.rempart.core.response.ConnectorRegistration;
import org.rempart.core.response.ConnectorRegistry;

/** A product's state is asked for, and what was wrong with it is kept. */
class ConnectorStatesTest {

  private Health health = new Health(true, true, true, Duration.ofMillis(7), "v1");

  @Test
  void whatWasWrongIsKeptAfterItIsWellAgain() {
    var states =
        new ConnectorStates(
            new ConnectorRegistry(List.of(new ConnectorRegistration(product(), Set.of("dakar")))));
    assertThat(states.last()).isEmpty();
    states.ask();
    assertThat(states.last().getFirst().lastError()).isNull();
    assertThat(states.last().getFirst().capabilities()).containsExactly("network.block-address");
    health = new Health(true, false, false, Duration.ofMillis(9), "the key was refused");
    states.ask();
    assertThat(states.last().getFirst().good()).isFalse();
    health = new Health(true, true, true, Duration.ofMillis(7), "v1");
    states.ask();
    assertThat(states.last().getFirst().good()).isTrue();
    assertThat(states.last().getFirst().lastError()).isEqualTo("the key was refused");
    assertThat(states.last().getFirst().lastErrorAt()).isNotNull();
  }

  private Connector product() {
    return (Connector)
        Proxy.newProxyInstance(
            Connector.class.getClassLoader(),
            new Class<?>[] {Connector.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "id" -> "fw-dakar";
                  case "product" -> "a firewall";
                  case "practice" -> false;
                  case "health" -> health;
                  case "offers" ->
                      List.of(
                          new Offer(
                              Capability.BLOCK_ADDRESS,
                              TargetKind.ADDRESS,
                              Assurance.KEYED,
                              true,
                              1));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
