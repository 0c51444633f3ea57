package org.rempart.core.alert.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.core.alert.source.Readings.alert;
import static org.rempart.core.alert.source.Readings.cast;
import static org.rempart.core.alert.source.Readings.read;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rempart.core.alert.Alert;
import org.rempart.core.incident.Severity;

class OcsfFormatTest {

  private static final String FINDING =
      """
      {"class_uid":2004,"severity_id":4,"time":1770091506789,"metadata":{"uid":"f-1","version":"1.3.0"},
       "finding_info":{"uid":"f-1","title":"Mimikatz on a ward's computer","analytic":{"uid":"edr-17","name":"Malware found"},
         "attacks":[{"technique":{"uid":"T1003"},"sub_technique":{"uid":"T1003.001"}}]},
       "evidences":[{"src_endpoint":{"ip":"198.51.100.9"},"dst_endpoint":{"hostname":"ward-3","ip":"10.1.2.3"},
         "process":{"file":{"path":"C:/x.exe"}}}],
       "observables":[{"type_id":2,"value":"198.51.100.9"},{"type_id":8,"value":"aa11"}]}
      """;

  @Test
  void aDetectionFindingNamesBothSidesAndTechniques() {
    Alert alert = alert("ocsf", FINDING);

    assertThat(alert.rule()).isEqualTo("edr-17");
    assertThat(alert.ruleName()).isEqualTo("Mimikatz on a ward's computer");
    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
    assertThat(alert.occurredAt()).isEqualTo(Instant.ofEpochMilli(1770091506789L));
    assertThat(alert.signs()).containsExactly("malware");
    assertThat(alert.techniques()).containsExactlyInAnyOrder("T1003", "T1003.001");
    assertThat(cast(alert))
        .containsExactly(
            "ATTACKER ADDRESS 198.51.100.9",
            "VICTIM HOST ward-3",
            "VICTIM ADDRESS 10.1.2.3",
            "RELATED PROCESS C:/x.exe",
            "RELATED FILE_HASH aa11");
  }

  @Test
  void theOlderSecurityFindingReadsAlike() {
    String older = FINDING.replace("2004", "2001").replace("finding_info", "finding");

    assertThat(alert("ocsf", older)).isEqualTo(alert("ocsf", FINDING));
  }

  @Test
  void otherClassesArePassedOver() {
    assertThat(read("ocsf", FINDING.replace("2004", "4001")))
        .isEqualTo(new Reading.PassedOver("class 4001"));
  }

  @Test
  void aRecordThatIsNoOcsfNamesTheFieldItLacks() {
    assertThat(read("ocsf", "{\"Id\":\"arn\"}"))
        .isEqualTo(new Reading.Refused("class_uid", "is missing"));
    assertThat(read("ocsf", FINDING.replace("\"severity_id\":4", "\"severity_id\":17")))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.field()).isEqualTo("severity_id"));
  }
}
