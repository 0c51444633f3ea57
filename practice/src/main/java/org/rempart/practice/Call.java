package org.rempart.practice;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One HTTP request to a stand-in.
 *
 * @param method upper case
 * @param path below the stand-in's own prefix, for example {@code /api/firewall/alias_util/aliases}
 * @param query parameters, decoded
 * @param headers by lower-case name
 * @param body as sent
 * @param effectAfter how long the effect is to lag behind the answer; a fault asks for it
 */
public record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    Duration effectAfter) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** The body as JSON; an empty object when it is none. */
  public JsonNode json() {
    try {
      return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  /** A header, or an empty text. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** A parameter, or an empty text. */
  public String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /** A parameter that is a number, or what it is when it was not given. */
  public int number(String name, int otherwise) {
    String given = parameter(name);
    return given.isEmpty() ? otherwise : Integer.parseInt(given);
  }

  /** A field of a form in the body, decoded, or an empty text. */
  public String field(String name) {
    for (String pair : body.split("&")) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  /** Whether method and path fit; the path by a regular expression. */
  public boolean is(String wantedMethod, String pathPattern) {
    return method.equals(wantedMethod) && path.matches(pathPattern);
  }

  /** The last part of the path. */
  public String last() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
