package org.rempart.connector.declared;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.rempart.connector.SecretRef;

/** The secrets of one connector: read at each use, and kept out of everything that is told. */
final class Secrets {

  /** Tokens come and go over a connector's life; the newest are those that can still be met. */
  private static final int REMEMBERED = 100;

  private final Map<String, SecretRef> references;
  private final Set<String> hidden = new LinkedHashSet<>();

  /**
   * @param references by their names in FEEL
   */
  Secrets(Map<String, SecretRef> references) {
    this.references = Map.copyOf(references);
  }

  /**
   * All of them, as they are now.
   *
   * @throws org.rempart.connector.ProductUnavailableException when one can't be read
   */
  Map<String, Object> read() {
    Map<String, Object> values = new HashMap<>();
    references.forEach((name, reference) -> values.put(name, reference.read()));
    values.values().forEach(value -> hide(String.valueOf(value)));
    return values;
  }

  /** Keeps a text out of everything that is told from now on. */
  synchronized void hide(String text) {
    if (text.isBlank()) {
      return;
    }
    hidden.remove(text);
    hidden.add(text);
    if (hidden.size() > REMEMBERED) {
      hidden.remove(hidden.iterator().next());
    }
  }

  /** The text with stars in place of each secret. */
  synchronized String masked(String text) {
    String masked = text;
    for (String secret : hidden) {
      masked = masked.replace(secret, "***");
    }
    return masked;
  }
}
