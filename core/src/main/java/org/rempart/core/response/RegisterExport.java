package org.rempart.core.response;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * The register as a file: JSON as the API answers it, or CSV (RFC 4180) for spreadsheets. The names
 * of the columns stay; new ones come at the end. Times are ISO 8601 in UTC.
 */
@Component
public class RegisterExport {

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "site",
          "connector",
          "capability",
          "target_kind",
          "target",
          "state",
          "since",
          "until",
          "proof",
          "proof_at",
          "incidents",
          "asked_by",
          "pinned_by",
          "pin_reason",
          "message");

  private static final CsvSchema SCHEMA =
      CsvSchema.builder()
          .addColumns(COLUMNS, CsvSchema.ColumnType.STRING)
          .setUseHeader(true)
          .setLineSeparator("\r\n")
          .build();

  /** Spreadsheets take a file for UTF-8 by this alone. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What a spreadsheet takes for the beginning of a formula, blanks that it skips included. */
  private static final String FORMULA = "=+-@\t\r\n";

  private final CsvMapper csv = CsvMapper.builder().build();
  private final JsonMapper json;

  RegisterExport(JsonMapper json) {
    this.json = json;
  }

  /** Writes JSON: an array of containments. */
  public void json(List<Contained> containments, OutputStream out) {
    json.writeValue(out, containments);
  }

  /** Writes CSV. */
  public void csv(List<Contained> containments, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    writer.write(BYTE_ORDER_MARK);
    try (SequenceWriter rows = csv.writer(SCHEMA).writeValues(writer)) {
      for (Contained one : containments) {
        rows.write(row(one));
      }
    }
  }

  private static Map<String, String> row(Contained one) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", one.id().toString());
    row.put("site", one.siteId());
    row.put("connector", one.connector());
    row.put("capability", one.capability());
    row.put("target_kind", one.targetKind());
    row.put("target", one.target());
    row.put("state", one.standing());
    row.put("since", time(one.since()));
    row.put("until", time(one.until()));
    row.put("proof", one.read() == null ? "" : one.read().result());
    row.put("proof_at", time(one.read() == null ? null : one.read().at()));
    row.put("incidents", joined(one, c -> "INC-" + c.incidentNumber()));
    row.put("asked_by", joined(one, Contained.Claim::by));
    row.put("pinned_by", one.pin() == null ? "" : one.pin().by());
    row.put("pin_reason", one.pin() == null ? "" : one.pin().reason());
    row.put("message", one.message() == null ? "" : one.message());
    row.replaceAll((column, value) -> harmless(value));
    return row;
  }

  private static String joined(
      Contained one, java.util.function.Function<Contained.Claim, String> word) {
    return one.reasons().stream().map(word).distinct().collect(Collectors.joining("; "));
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }

  /** A value that a spreadsheet would compute becomes text by a leading apostrophe. */
  private static String harmless(String value) {
    return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
  }
}
