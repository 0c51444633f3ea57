package org.rempart.core.alert.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Reads records that are one line of CSV each (RFC 4180). A line that repeats the header is passed
 * over.
 */
final class CsvNormaliser implements Normaliser {

  private final List<String> columns;
  private final ObjectReader reader;
  private final Function<JsonNode, Reading> format;

  CsvNormaliser(FieldMapping mapping, Function<JsonNode, Reading> format) {
    columns = mapping.columns();
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(mapping.delimiter().charAt(0));
    reader =
        CsvMapper.builder()
            .enable(CsvReadFeature.WRAP_AS_ARRAY)
            .build()
            .readerFor(String[][].class)
            .with(schema);
    this.format = format;
  }

  @Override
  public Reading read(byte[] raw) {
    try {
      String[][] lines = reader.readValue(new String(raw, StandardCharsets.UTF_8));
      if (lines.length != 1) {
        return new Reading.Refused("record", "is not one line of CSV but " + lines.length);
      }
      ObjectNode record = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < Math.min(columns.size(), lines[0].length); i++) {
        record.put(columns.get(i), lines[0][i]);
      }
      return isHeader(lines[0]) ? new Reading.PassedOver("header") : format.apply(record);
    } catch (JacksonException broken) {
      return new Reading.Refused("record", "is not CSV");
    } catch (UnusableFieldException fault) {
      return new Reading.Refused(fault.field(), fault.getMessage());
    }
  }

  private boolean isHeader(String[] line) {
    return line.length >= columns.size()
        && List.of(line).subList(0, columns.size()).equals(columns);
  }
}
