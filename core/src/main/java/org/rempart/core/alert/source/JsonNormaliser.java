package org.rempart.core.alert.source;

import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads records that are one JSON object each. */
record JsonNormaliser(Function<JsonNode, Reading> format) implements Normaliser {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @Override
  public Reading read(byte[] raw) {
    try {
      JsonNode record = JSON.readTree(raw);
      return record.isObject()
          ? format.apply(record)
          : new Reading.Refused("record", "is not a JSON object");
    } catch (JacksonException broken) {
      return new Reading.Refused("record", "is not JSON: " + brief(broken));
    } catch (UnusableFieldException fault) {
      return new Reading.Refused(fault.field(), fault.getMessage());
    }
  }

  private static String brief(JacksonException broken) {
    var at = broken.getLocation();
    String where = at == null ? "" : " (byte " + Math.max(at.getByteOffset(), 0) + ")";
    return Fields.clean(broken.getOriginalMessage()).replaceAll("\\s+", " ") + where;
  }
}
