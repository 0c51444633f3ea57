package org.rempart.app.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts a body into the records it brings: an object, an array, or one record a line. Each keeps the
 * very bytes that were sent, so that an unreadable one costs only itself.
 */
final class Parcels {

  private static final JsonMapper JSON = new JsonMapper();

  private Parcels() {}

  /** The records. Answers 400 or 415 when there is no telling them apart. */
  static List<byte[]> of(byte[] body, @Nullable String contentType) {
    int start = firstOf(body);
    if (start == body.length) {
      throw bad("The body is empty.");
    }
    return switch (kind(contentType)) {
      case LINES -> lines(body);
      case JSON -> body[start] == '[' ? elements(body) : single(body);
    };
  }

  private enum Kind {
    JSON,
    LINES
  }

  private static Kind kind(@Nullable String contentType) {
    try {
      MediaType type =
          contentType == null ? MediaType.APPLICATION_JSON : MediaType.parseMediaType(contentType);
      String name = type.getSubtype().toLowerCase(Locale.ROOT);
      if (name.equals("json") || name.endsWith("+json")) {
        return Kind.JSON;
      }
      if (List.of("x-ndjson", "ndjson", "jsonl", "x-jsonlines", "csv").contains(name)
          || type.equalsTypeAndSubtype(MediaType.TEXT_PLAIN)) {
        return Kind.LINES;
      }
    } catch (InvalidMediaTypeException unknown) {
      // Falls through to the answer that says what would be right.
    }
    throw new ResponseStatusException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "Content-Type must be application/json, application/x-ndjson or text/csv.");
  }

  /**
   * One object, several lines of objects under the name of JSON, or a search answer that wraps
   * many.
   */
  private static List<byte[]> single(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      parser.skipChildren();
      if (parser.nextToken() != null) {
        return lines(body);
      }
    } catch (JacksonException broken) {
      return lines(body).size() > 1 && startsObjects(lines(body)) ? lines(body) : List.of(body);
    }
    return hits(body);
  }

  private static boolean startsObjects(List<byte[]> lines) {
    return lines.stream().allMatch(line -> line[0] == '{');
  }

  /** The hits of an indexer's search answer; anything else is one record. */
  private static List<byte[]> hits(byte[] body) {
    JsonNode answer = JSON.readTree(body);
    JsonNode hits = answer.at("/hits/hits");
    if (!hits.isArray()) {
      return List.of(body);
    }
    return hits.valueStream().map(JSON::writeValueAsBytes).toList();
  }

  private static List<byte[]> elements(byte[] body) {
    List<byte[]> elements = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        elements.add(
            Arrays.copyOfRange(body, from, (int) parser.currentLocation().getByteOffset()));
      }
      if (parser.nextToken() != null) {
        throw bad("After the array there is more.");
      }
    } catch (JacksonException broken) {
      throw bad(
          "The array is not readable JSON from byte %d on; as NDJSON a broken record costs only itself."
              .formatted(broken.getLocation().getByteOffset()));
    }
    return elements;
  }

  private static List<byte[]> lines(byte[] body) {
    List<byte[]> lines = new ArrayList<>();
    for (int from = 0; from < body.length; ) {
      int to = from;
      while (to < body.length && body[to] != '\n') {
        to++;
      }
      byte[] line = Arrays.copyOfRange(body, from, to > from && body[to - 1] == '\r' ? to - 1 : to);
      if (firstOf(line) < line.length) {
        lines.add(line);
      }
      from = to + 1;
    }
    return lines;
  }

  private static int firstOf(byte[] bytes) {
    int i = 0;
    while (i < bytes.length && bytes[i] <= ' ' && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  private static ResponseStatusException bad(String what) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, what);
  }
}
