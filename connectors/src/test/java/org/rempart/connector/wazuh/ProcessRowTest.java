package org.rempart.connector.wazuh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.connector.ProcessAtHost;
import tools.jackson.databind.json.JsonMapper;

class ProcessRowTest {

  @Test
  void startsOfTwoFormsAreNotCompared() {
    ProcessRow seconds = row("S", 1_767_258_007);
    assertThat(seconds.succeeds(process(1_767_258_006))).isTrue();
    assertThat(seconds.succeeds(process(1_767_258_007))).isFalse();
    assertThat(seconds.succeeds(process(48_211))).isFalse();
    assertThat(row("S", 48_212).succeeds(process(48_211))).isTrue();
    assertThat(row("S", 48_212).succeeds(process(1_767_258_007))).isFalse();
  }

  @Test
  void whatOnlyWaitsForItsParentHasEnded() {
    assertThat(row("Z", 1).ended()).isTrue();
    assertThat(row("S", 1).ended()).isFalse();
  }

  private static ProcessAtHost process(long start) {
    return new ProcessAtHost(2288, start, "poste-admission-12");
  }

  private static ProcessRow row(String state, long start) {
    return new ProcessRow(
        JsonMapper.shared()
            .createObjectNode()
            .put("pid", "2288")
            .put("state", state)
            .put("start_time", start));
  }
}
