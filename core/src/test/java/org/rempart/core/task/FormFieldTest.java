package org.rempart.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FormFieldTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static FormField field(String json) {
    return new FormField(JSON.readTree(json));
  }

  @Test
  void aRequiredFieldTakesNeitherNothingNorBlanks() {
    var reason =
        field("{'type':'textarea','key':'reason','validate':{'required':true}}".replace('\'', '"'));
    assertThat(reason.fault(null)).contains("is required");
    assertThat(reason.fault("  ")).contains("is required");
    assertThat(reason.fault("seen it")).isEmpty();
    assertThat(reason.fault(7)).contains("must be text");
  }

  @Test
  void whatAConditionMayHideInARowIsNotRequiredThereAndStillChecked() {
    var rows =
        field(
            """
            {"type": "dynamiclist", "path": "hosts", "components": [
              {"type": "radio", "key": "clean", "values": [{"value": "YES"}, {"value": "NO"}]},
              {"type": "textfield", "key": "why", "validate": {"required": true, "maxLength": 3},
                "conditional": {"hide": "=clean = \\"YES\\""}}]}\
            """);
    assertThat(rows.fault(List.of(Map.of("clean", "YES")))).isEmpty();
    assertThat(rows.fault(List.of(Map.of("clean", "NO", "why", "long"))))
        .contains("why must have at most 3 characters");
  }

  @Test
  void aChoiceTakesOnlyWhatTheFormOffers() {
    var verdict =
        field(
            "{\"type\": \"radio\", \"key\": \"v\", \"values\": [{\"value\": \"A\"}, {\"value\":"
                + " \"B\"}]}");
    assertThat(verdict.fault("A")).isEmpty();
    assertThat(verdict.fault("C")).contains("must be one of [A, B]");
    var hosts =
        field(
            "{\"type\": \"checklist\", \"key\": \"h\", \"values\": [{\"value\": \"A\"}, {\"value\":"
                + " \"B\"}]}");
    assertThat(hosts.fault(List.of("A", "B"))).isEmpty();
    assertThat(hosts.fault(List.of("A", "C"))).contains("may hold only [A, B]");
    assertThat(hosts.fault("A")).contains("must be a list");
  }

  @Test
  void aListOfRowsTakesTheRowsFieldsAndChecksEach() {
    var improvements =
        field(
            """
            {"type": "dynamiclist", "path": "improvements", "components": [
              {"type": "textfield", "key": "what", "validate": {"maxLength": 5}},
              {"type": "datetime", "key": "until", "subtype": "date"}]}\
            """);
    assertThat(improvements.key()).isEqualTo("improvements");
    assertThat(improvements.fault(List.of(Map.of("what", "keys", "until", "2027-01-31"))))
        .isEmpty();
    assertThat(improvements.fault(List.of())).isEmpty();
    assertThat(improvements.fault(List.of(Map.of("what", "too long"))))
        .contains("what must have at most 5 characters");
    assertThat(improvements.fault(List.of(Map.of("who", "x"))))
        .contains("holds who, which is not one of [until, what]");
    assertThat(improvements.fault("keys")).contains("must be a list");
  }

  @Test
  void numbersLengthsAndDatesKeepTheirBounds() {
    var count =
        field("{\"type\": \"number\", \"key\": \"n\", \"validate\": {\"min\": 1, \"max\": 9}}");
    assertThat(count.fault(10)).contains("must be at most 9");
    assertThat(count.fault("3")).contains("must be a number");
    var name = field("{\"type\": \"textfield\", \"key\": \"t\", \"validate\": {\"maxLength\": 3}}");
    assertThat(name.fault("abcd")).contains("must have at most 3 characters");
    var day = field("{\"type\": \"datetime\", \"subtype\": \"date\", \"key\": \"d\"}");
    assertThat(day.fault("2026-02-30")).isPresent();
    assertThat(day.fault("2026-02-28")).isEmpty();
  }

  @Test
  void aTickedBoxIsARequiredCheckboxOnlyWhenTicked() {
    var agreed =
        field("{\"type\": \"checkbox\", \"key\": \"c\", \"validate\": {\"required\": true}}");
    assertThat(agreed.fault(false)).contains("is required");
    assertThat(agreed.fault(true)).isEmpty();
  }
}
