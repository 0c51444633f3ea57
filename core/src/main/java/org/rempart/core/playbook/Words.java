package org.rempart.core.playbook;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The message bundles beside the drawings: {@code <folder>/messages_en.properties} and {@code _fr},
 * UTF-8. What a language lacks is taken from English.
 */
final class Words {

  private final Map<String, Properties> bundles = new HashMap<>();

  /** Adds one bundle; its words take the place of those added before. */
  void add(String path, byte[] content) {
    try {
      bundles
          .computeIfAbsent(path, p -> new Properties())
          .load(new StringReader(new String(content, StandardCharsets.UTF_8)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  Optional<String> say(String folder, String key, Locale locale) {
    String language = locale.getLanguage().equals("fr") ? "fr" : "en";
    return word(folder, key, language).or(() -> word(folder, key, "en"));
  }

  private Optional<String> word(String folder, String key, String language) {
    return Optional.ofNullable(bundles.get(folder + "/messages_" + language + ".properties"))
        .map(words -> words.getProperty(key));
  }
}
