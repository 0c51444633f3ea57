package org.rempart.connector.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What a product answered.
 *
 * @param status HTTP status
 * @param headers its headers
 * @param body its text
 */
public record HttpAnswer(int status, HttpHeaders headers, String body) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Whether the status is 2xx. It says little: many products put errors inside. */
  public boolean ok() {
    return status / 100 == 2;
  }

  /** The body as JSON; a missing node when it is none. */
  public JsonNode json() {
    try {
      return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * This answer when it is 2xx.
   *
   * @param what the product and what it was asked, for the message
   * @param said where the product says why, or a missing node
   * @throws Refusal with code NOT_AUTHENTICATED, NOT_PERMITTED, NOT_FOUND or REFUSED
   */
  public HttpAnswer orRefuse(String what, JsonNode said) throws Refusal {
    return orRefuse(what, said.isString() ? said.asString() : null);
  }

  /**
   * The same.
   *
   * @param said why, in the product's words, or {@code null}
   */
  public HttpAnswer orRefuse(String what, @Nullable String said) throws Refusal {
    if (ok()) {
      return this;
    }
    String code =
        switch (status) {
          case 401 -> "NOT_AUTHENTICATED";
          case 403 -> "NOT_PERMITTED";
          case 404 -> "NOT_FOUND";
          default -> "REFUSED";
        };
    String why = said == null ? "" : ": " + cut(said);
    throw new Refusal(code, what + " was refused with status " + status + why);
  }

  /**
   * How long the product asks to be left alone, in seconds alone: the date form of RFC 9110 §10.2.3
   * would need the product's clock to be right.
   */
  public @Nullable Duration retryAfter() {
    return headers
        .firstValue("Retry-After")
        .filter(v -> v.matches("\\d{1,6}"))
        .map(v -> Duration.ofSeconds(Long.parseLong(v)))
        .orElse(null);
  }

  private static String cut(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
