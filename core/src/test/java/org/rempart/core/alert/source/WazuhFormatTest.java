package org.rempart.core.alert.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.core.alert.source.Readings.alert;
import static org.rempart.core.alert.source.Readings.cast;
import static org.rempart.core.alert.source.Readings.read;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.core.alert.Alert;
import org.rempart.core.incident.Severity;

class WazuhFormatTest {

  private static final String FAILED_LOGINS =
      """
      {"timestamp":"2026-02-03T04:05:06.789+0000","id":"1770091506.4711","manager":{"name":"watch"},
       "rule":{"id":"5712","level":"10","description":"sshd: brute force trying to get access",
               "groups":["syslog","sshd","authentication_failures"],"mitre":{"id":["T1110"]}},
       "agent":{"id":"007","name":"Records","ip":"10.1.2.3"},
       "data":{"srcip":"198.51.100.9","dstuser":"awa"}}
      """;

  @Test
  void anAlertNamesAttackerHostAndAccount() {
    Alert alert = alert("wazuh", FAILED_LOGINS);

    assertThat(alert.eventId()).isEqualTo("watch/1770091506.4711");
    assertThat(alert.rule()).isEqualTo("5712");
    assertThat(alert.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(alert.occurredAt()).isEqualTo(Instant.parse("2026-02-03T04:05:06.789Z"));
    assertThat(cast(alert))
        .containsExactly(
            "ATTACKER ADDRESS 198.51.100.9",
            "VICTIM HOST Records",
            "VICTIM ADDRESS 10.1.2.3",
            "VICTIM ACCOUNT awa");
    assertThat(alert.signs()).containsExactly("login-failed");
    assertThat(alert.techniques()).containsExactly("T1110");
  }

  @Test
  void theIndexersWrappingIsTakenOff() {
    assertThat(
            alert("wazuh", "{\"_index\":\"wazuh-alerts-4.x\",\"_source\":" + FAILED_LOGINS + "}"))
        .isEqualTo(alert("wazuh", FAILED_LOGINS));
    assertThat(alert("wazuh", "{\"hits\":{\"hits\":[{\"_source\":" + FAILED_LOGINS + "}]}}"))
        .isEqualTo(alert("wazuh", FAILED_LOGINS));
  }

  @Test
  void theManagerItselfHasANameAndNoAddress() {
    Alert alert =
        alert(
            "wazuh",
            FAILED_LOGINS
                .replace(
                    "{\"id\":\"007\",\"name\":\"Records\",\"ip\":\"10.1.2.3\"}",
                    "{\"id\":\"000\",\"name\":\"watch\"}")
                .replace("\"srcip\":\"198.51.100.9\",\"dstuser\":\"awa\"", ""));

    assertThat(cast(alert)).containsExactly("VICTIM HOST watch");
  }

  @ParameterizedTest
  @CsvSource({
    "0,INFORMATIONAL",
    "3,INFORMATIONAL",
    "4,LOW",
    "6,LOW",
    "7,MEDIUM",
    "11,MEDIUM",
    "12,HIGH",
    "14,HIGH",
    "15,CRITICAL"
  })
  void levelsBecomeSeverities(int level, Severity expected) {
    assertThat(alert("wazuh", FAILED_LOGINS.replace("\"10\"", "" + level)).severity())
        .isEqualTo(expected);
  }

  @Test
  void aFaultNamesItsField() {
    assertThat(read("wazuh", FAILED_LOGINS.replace("\"level\":\"10\"", "\"level\":\"high\"")))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.field()).isEqualTo("rule.level"));
    assertThat(read("wazuh", "{\"rule\":{\"level\":3},\"agent\":{}}"))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.field()).isEqualTo("rule.id"));
  }
}
