package org.rempart.core.response;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Collection;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Turns records into the JSON that {@code jsonb_to_recordset} reads as rows, and maps back. */
@Component
class Rows {

  private final JsonMapper rows;
  private final JsonMapper plain;

  Rows(JsonMapper json) {
    this.plain = json;
    // A column that is not named is null; of a thousand rows, the nulls would be a third.
    this.rows =
        json.rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(Include.NON_NULL))
            .build();
  }

  /** Components become columns: {@code targetKind} is {@code target_kind}. */
  String of(Collection<? extends Record> records) {
    return rows.writeValueAsString(records);
  }

  /** Writes a map of texts. */
  String of(java.util.Map<String, String> texts) {
    return plain.writeValueAsString(texts);
  }

  /** Reads a map of texts. */
  java.util.Map<String, String> texts(String json) {
    return plain.readValue(json, new tools.jackson.core.type.TypeReference<>() {});
  }
}
