package org.rempart.connector.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElementTest {

  @Test
  void anElementThatRunsOutTooSoonIsKnownByItsExpiry() {
    Element element = element(" timeout 2d expires 1d23h59m58s120ms");
    assertThat(element.endsBefore(Duration.ofDays(2))).isFalse();
    assertThat(element.endsBefore(Duration.ofDays(2).plusMinutes(2))).isTrue();
    assertThat(element.endsBefore(null)).isTrue();
  }

  @Test
  void anElementWithoutAnEndNeverRunsOut() {
    assertThat(element("").endsBefore(Duration.ofDays(400))).isFalse();
    assertThat(element("").endsBefore(null)).isFalse();
  }

  private static Element element(String time) {
    return Element.read("elements = { 192.0.2.1" + time + " comment \"rempart:k\" }").getFirst();
  }
}
