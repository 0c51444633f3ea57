package org.rempart.connector.wazuh;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A page of what an agent's inventory holds.
 *
 * @param items the rows, as the API has them
 */
record Inventory(List<JsonNode> items) {

  static Inventory of(JsonNode answer) {
    JsonNode rows = answer.path("data").path("affected_items");
    return new Inventory(StreamSupport.stream(rows.spliterator(), false).toList());
  }

  /**
   * When the newest row was read, by the agent's clock; empty without rows. Rows that didn't change
   * may keep an old time.
   */
  Optional<Instant> newest() {
    return items.stream()
        .map(item -> item.path("scan").path("time").asString(""))
        .flatMap(text -> instant(text).stream())
        .max(Comparator.naturalOrder());
  }

  /** The API writes both {@code 2021-05-28 12:16:15+00:00} and the form with a T. */
  private static Optional<Instant> instant(String text) {
    try {
      var format = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
      return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T'), format).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
