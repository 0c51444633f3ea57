package org.rempart.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "reads the kernel's tables under /proc")
class LoopbackIT {

  @Test
  void noPartListensOffTheLoopbackAddress() {
    TestStack.postgres();
    TestStack.kafka();
    TestStack.engine();

    List<String> addresses = new ArrayList<>();
    ProcessHandle.current()
        .descendants()
        .forEach(child -> addresses.addAll(Listeners.of(child.pid())));

    // PostgreSQL one, Kafka two, the broker five.
    assertThat(addresses).hasSizeGreaterThanOrEqualTo(8).allMatch(Listeners::isLoopback);
  }
}
