package org.rempart.core.alert.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.core.alert.source.Readings.alert;
import static org.rempart.core.alert.source.Readings.cast;
import static org.rempart.core.alert.source.Readings.read;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.core.alert.Alert;
import org.rempart.core.incident.Severity;

class SuricataFormatTest {

  private static final String SCAN =
      """
      {"timestamp":"2026-02-03T04:05:06.789012+0100","flow_id":77,"event_type":"alert","src_ip":"198.51.100.9",
       "src_port":4904,"dest_ip":"10.1.2.3","dest_port":22,"proto":"TCP",
       "alert":{"action":"allowed","gid":1,"signature_id":9000001,"rev":2,"signature":"LOCAL SSH scan",
                "category":"Attempted Information Leak","severity":2,
                "metadata":{"mitre_technique_id":["T1046"],"mitre_tactic_id":["TA0007"]}}}
      """;

  @Test
  void anAlertNamesItsRuleTimeAndBothSides() {
    Alert alert = alert("suricata", SCAN);

    assertThat(alert.rule()).isEqualTo("1:9000001");
    assertThat(alert.ruleName()).isEqualTo("LOCAL SSH scan");
    assertThat(alert.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(alert.occurredAt()).isEqualTo(Instant.parse("2026-02-03T03:05:06.789012Z"));
    assertThat(cast(alert))
        .containsExactly("ATTACKER ADDRESS 198.51.100.9", "VICTIM ADDRESS 10.1.2.3");
    assertThat(alert.signs()).containsExactly("scan");
    assertThat(alert.techniques()).containsExactly("T1046");
  }

  @ParameterizedTest
  @CsvSource({"1,HIGH", "2,MEDIUM", "3,LOW", "4,INFORMATIONAL", "255,INFORMATIONAL"})
  void severityIsUpsideDown(int suricata, Severity expected) {
    assertThat(
            alert("suricata", SCAN.replace("\"severity\":2", "\"severity\":" + suricata))
                .severity())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flow", "dns", "stats", "anomaly", "fileinfo"})
  void whatIsNoAlertIsPassedOver(String type) {
    assertThat(read("suricata", "{\"event_type\":\"%s\",\"src_ip\":\"10.0.0.1\"}".formatted(type)))
        .isEqualTo(new Reading.PassedOver(type));
  }

  @Test
  void whoCallsOutToACommandServerIsTheVictim() {
    Alert alert = alert("suricata", SCAN.replace("LOCAL SSH scan", "LOCAL beacon to a C2"));

    assertThat(cast(alert))
        .containsExactly("ATTACKER ADDRESS 10.1.2.3", "VICTIM ADDRESS 198.51.100.9");
  }

  @Test
  void aHostOfOursThatFetchesMalwareFromOutsideIsTheVictim() {
    String fetch =
        """
        {"event_type":"alert","timestamp":"2026-11-24T02:37:31.038253+0000","src_ip":"10.20.0.10","dest_ip":"198.51.100.9",\
        "alert":{"signature_id":1000008,"signature":"MALWARE Server fetches a shell script","severity":1}}\
        """;

    assertThat(cast(alert("suricata", fetch)))
        .containsExactly("ATTACKER ADDRESS 198.51.100.9", "VICTIM ADDRESS 10.20.0.10");
  }

  @Test
  void theRulesOwnTargetDecidesWhoWasHit() {
    Alert alert =
        alert(
            "suricata",
            SCAN.replace(
                "\"metadata\"",
                "\"source\":{\"ip\":\"10.1.2.3\"},\"target\":{\"ip\":\"198.51.100.9\"},\"metadata\""));

    assertThat(cast(alert))
        .containsExactly("ATTACKER ADDRESS 10.1.2.3", "VICTIM ADDRESS 198.51.100.9");
  }

  @Test
  void ipv6AddressesAreWrittenInOneWay() {
    Alert alert = alert("suricata", SCAN.replace("198.51.100.9", "2001:0DB8:0:0:0:0:0:1"));

    assertThat(cast(alert)).contains("ATTACKER ADDRESS 2001:db8::1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"signature_id\":9000001 | \"signature_id\":\"x\" | alert.signature_id",
        "\"signature\": | \"other\": | alert.signature",
        "\"timestamp\": | \"other\": | timestamp",
        "2026-02-03T04:05:06.789012+0100 | yesterday | timestamp",
        "198.51.100.9 | 1.2.3.400 | src_ip",
        "\"severity\":2 | \"severity\":null | alert.severity",
        "\"event_type\": | \"other\": | event_type"
      })
  void aFaultNamesItsField(String good, String bad, String field) {
    assertThat(read("suricata", SCAN.replace(good, bad)))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "42", "\"text\"", "{} {}", "\u0000", "{\"event_type\":{}}"})
  void rubbishIsRefusedAndThrowsNothing(String record) {
    assertThat(read("suricata", record)).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void charactersThatTheDatabaseCannotKeepAreReplaced() {
    assertThat(alert("suricata", SCAN.replace("LOCAL", "A\\u0000B\\ud800C")).ruleName())
        .isEqualTo("A\uFFFDB\uFFFDC SSH scan");
  }
}
