package org.rempart.core.alert.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.core.alert.source.Readings.alert;
import static org.rempart.core.alert.source.Readings.bytes;
import static org.rempart.core.alert.source.Readings.cast;
import static org.rempart.core.alert.source.Readings.read;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rempart.core.alert.Alert;
import org.rempart.core.incident.Severity;

class FieldMappingTest {

  private static final String DEFINITION =
      """
      id: edr
      format: MAPPING
      signs:
        - {sign: malware, when: trojan}
      mapping:
        only-when: "kind == 'threat'"
        event-id: /uid
        rule: /rule/id
        rule-name: "join(': ', [rule.vendor, rule.name])"
        words: [/category]
        severity: /score
        time: /seen
        techniques: "attacks[].id"
        entities:
          - {kind: HOST, role: VICTIM, value: /agent/name}
          - {kind: ADDRESS, role: ATTACKER, value: "peers[?hostile].ip"}
        values:
          severity: {"9": HIGH, "5": MEDIUM}
      """;

  private static final String RECORD =
      """
      {"kind":"threat","uid":"u-1","rule":{"id":"r1","vendor":"ACME","name":"Dropper"},"category":"Trojan","score":9,
       "seen":"2026-02-03 04:05:06","agent":{"name":"ward-3"},"attacks":[{"id":"T1204"},{"id":"T1059.001"}],
       "peers":[{"ip":"10.0.0.9","hostile":false},{"ip":"198.51.100.9","hostile":true}]}
      """;

  private static Reading mapped(String record) {
    return Normaliser.of(SourceCatalogue.read("test", new ByteArrayInputStream(bytes(DEFINITION))))
        .read(bytes(record));
  }

  @Test
  void pointersAndExpressionsFindTheFieldsAndTablesTheirMeaning() {
    Alert alert = ((Reading.Read) mapped(RECORD)).alert();

    assertThat(alert.eventId()).isEqualTo("u-1");
    assertThat(alert.rule()).isEqualTo("r1");
    assertThat(alert.ruleName()).isEqualTo("ACME: Dropper");
    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
    assertThat(alert.occurredAt()).isEqualTo(Instant.parse("2026-02-03T04:05:06Z"));
    assertThat(alert.signs()).containsExactly("malware");
    assertThat(alert.techniques()).containsExactlyInAnyOrder("T1204", "T1059.001");
    assertThat(cast(alert)).containsExactly("VICTIM HOST ward-3", "ATTACKER ADDRESS 198.51.100.9");
  }

  @Test
  void recordsOfOtherKindsArePassedOver() {
    assertThat(mapped(RECORD.replace("\"threat\"", "\"heartbeat\"")))
        .isInstanceOf(Reading.PassedOver.class);
  }

  @Test
  void aFaultNamesThePathInTheMapping() {
    assertThat(mapped(RECORD.replace("\"score\":9", "\"score\":\"odd\"")))
        .isEqualTo(new Reading.Refused("/score", "is no known severity: \"odd\""));
    assertThat(mapped(RECORD.replace("\"seen\"", "\"other\"")))
        .isEqualTo(new Reading.Refused("/seen", "is missing"));
  }

  @Test
  void aRowOfCsvIsReadByItsColumns() {
    Alert alert =
        alert(
            "ait-ads",
            "1642213952,Wazuh: Successful sudo to ROOT executed.,10.0.0.4,mail,W-Aut-Sud");

    assertThat(alert.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(alert.signs()).containsExactly("privilege-escalation");
    assertThat(alert.occurredAt()).isEqualTo(Instant.ofEpochSecond(1642213952));
    assertThat(cast(alert)).containsExactly("VICTIM HOST mail", "VICTIM ADDRESS 10.0.0.4");
  }

  @Test
  void labelsOfTheDataSetAreNoInput() {
    String row = "1642213952,\"Wazuh: IDS event.\",10.0.0.4,mail,W-All-Evt";

    assertThat(alert("ait-ads", row + ",dirb,dirb")).isEqualTo(alert("ait-ads", row));
    assertThat(read("ait-ads", "time,name,ip,host,short,time_label,event_label"))
        .isEqualTo(new Reading.PassedOver("header"));
  }

  @Test
  void anImpossibleDefinitionSaysWhatItLacks() {
    String wrong = DEFINITION.replace("  time: /seen\n", "");

    assertThatThrownBy(
            () -> SourceCatalogue.read("edr.yaml", new ByteArrayInputStream(bytes(wrong))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("edr.yaml")
        .hasMessageContaining("path of the time");
  }
}
