package org.rempart.connector.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request to a product.
 *
 * @param changes whether the product may be another one after it
 * @param method HTTP method
 * @param path below the product's address, encoded, with its query
 * @param headers besides those that every request has
 * @param body what is sent as JSON, a text that is sent as it is, a {@link Form}, or {@code null}
 *     for nothing
 */
public record HttpCall(
    boolean changes,
    String method,
    String path,
    Map<String, String> headers,
    @Nullable Object body) {

  /**
   * Fields of a form, for products that take no JSON.
   *
   * @param fields by name
   */
  public record Form(Map<String, String> fields) {

    /** As {@code application/x-www-form-urlencoded}. */
    String encoded() {
      return fields.entrySet().stream()
          .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
          .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
