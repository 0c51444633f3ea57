package org.rempart.connector.declared;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;
import org.rempart.connector.http.HttpSettings;

/**
 * The settings of one connector of a declared type.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param places where the product is, by the setting's name; {@code url} is always there
 * @param values all but secrets, by their names in FEEL
 * @param secrets the secrets
 */
record DeclaredSettings(
    String id,
    boolean practice,
    Map<String, HttpSettings> places,
    Map<String, Object> values,
    Secrets secrets) {

  /**
   * Reads and checks the options as the declaration asks.
   *
   * @throws org.rempart.connector.SettingsException with every fault
   */
  static DeclaredSettings read(Declaration declaration, ConnectorSettings settings) {
    Options options = new Options(settings);
    Map<String, HttpSettings> places = new HashMap<>();
    Map<String, Object> values = new HashMap<>();
    Map<String, SecretRef> secrets = new HashMap<>();
    String url = declaration.url() == null ? "" : declaration.url();
    places.put("url", HttpSettings.read(options, "url", url));
    for (Setting setting : declaration.settings()) {
      switch (setting.kind()) {
        case SECRET -> secret(options, setting, secrets);
        case URL -> {
          HttpSettings place = HttpSettings.read(options, setting.name(), setting.fallback());
          places.put(setting.name(), place);
          values.put(setting.variable(), place.url().toString());
        }
        default -> {
          Object value = value(options, setting);
          if (value != null) {
            values.put(setting.variable(), value);
          }
        }
      }
    }
    options.check();
    return new DeclaredSettings(
        settings.id(), settings.practice(), places, values, new Secrets(secrets));
  }

  private static void secret(Options options, Setting setting, Map<String, SecretRef> secrets) {
    if (setting.optional()) {
      options.secretIfSet(setting.name()).ifPresent(s -> secrets.put(setting.variable(), s));
    } else {
      secrets.put(setting.variable(), options.secret(setting.name()));
    }
  }

  private static @Nullable Object value(Options options, Setting setting) {
    String name = setting.name();
    String fallback = setting.fallback();
    boolean given = !options.text(name, "").isEmpty();
    if (!given && setting.optional()) {
      return null;
    }
    if (!given && setting.required()) {
      return options.text(name);
    }
    return switch (setting.kind()) {
      case NUMBER -> options.count(name, fallback.isEmpty() ? 1 : Integer.parseInt(fallback));
      case FLAG -> options.flag(name, fallback.equals("true"));
      case DURATION ->
          options.duration(name, Duration.parse(fallback.isEmpty() ? "PT1S" : fallback)).toString();
      case CHOICE -> options.choice(name, setting.choices(), fallback);
      default -> fitting(options, setting);
    };
  }

  private static String fitting(Options options, Setting setting) {
    String text = options.text(setting.name(), setting.fallback());
    if (!setting.pattern().isEmpty() && !text.matches(setting.pattern())) {
      options.fault(setting.name(), "must " + setting.must());
    }
    return text;
  }
}
