package org.rempart.exporter;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One flat JSON object, written field by field. Used once, by one thread. */
final class JsonLine {

  private static final JsonFactory JSON = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(400);
  private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes);

  JsonLine() {
    json.writeStartObject();
  }

  JsonLine text(String name, String value) {
    json.writeStringProperty(name, value);
    return this;
  }

  JsonLine number(String name, long value) {
    json.writeNumberProperty(name, value);
    return this;
  }

  /** A key of the engine, left out where the engine says -1 for none. */
  JsonLine key(String name, long value) {
    return value < 0 ? this : number(name, value);
  }

  JsonLine instant(String name, long epochMillis) {
    return text(name, Instant.ofEpochMilli(epochMillis).toString());
  }

  byte[] bytes() {
    json.writeEndObject();
    json.close();
    return bytes.toByteArray();
  }
}
