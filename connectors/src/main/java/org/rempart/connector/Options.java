package org.rempart.connector;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the options of one {@link ConnectorSettings} and gathers every fault, so that an
 * administrator mends them in one go. A getter that meets a fault answers its fallback; {@link
 * #check()} then throws.
 */
public final class Options {

  private final ConnectorSettings settings;
  private final Set<String> asked = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  public Options(ConnectorSettings settings) {
    this.settings = settings;
  }

  /** A text that must be there. */
  public String text(String name) {
    return value(name).orElseGet(() -> missing(name, ""));
  }

  /** A text that may be left out. */
  public String text(String name, String fallback) {
    return value(name).orElse(fallback);
  }

  /** Words separated by blanks, for example a command; empty when left out. */
  public List<String> words(String name) {
    return value(name).map(v -> List.of(v.strip().split("\\s+"))).orElse(List.of());
  }

  /** A span of time in ISO 8601, for example {@code PT5S}; more than zero. */
  public Duration duration(String name, Duration fallback) {
    return parsed(name, "a duration such as PT5S", Options::positive).orElse(fallback);
  }

  /** A TCP port. */
  public int port(String name, int fallback) {
    return parsed(name, "a port from 1 to 65535", Options::inPortRange).orElse(fallback);
  }

  /** A whole number from 1 on. */
  public int count(String name, int fallback) {
    return parsed(name, "a whole number from 1 on", Options::atLeastOne).orElse(fallback);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean fallback) {
    return parsed(name, "true or false", Options::trueOrFalse).orElse(fallback);
  }

  /**
   * An absolute http or https address, without the slash at its end.
   *
   * @param fallback the address when none is given; empty when it must be
   */
  public URI url(String name, String fallback) {
    URI none = URI.create("http://invalid");
    if (value(name).isEmpty()) {
      return fallback.isEmpty() ? missing(name, none) : http(fallback);
    }
    return parsed(name, "an address such as https://host/path", Options::http).orElse(none);
  }

  /** A text that is one of these. */
  public String choice(String name, List<String> choices, String fallback) {
    String value = text(name, fallback);
    if (!choices.contains(value)) {
      fault(name, "must be one of " + String.join(", ", choices));
    }
    return value;
  }

  /** A reference to a secret that must be there. */
  public SecretRef secret(String name) {
    SecretRef none = new SecretRef("env:NONE");
    return value(name).isEmpty() ? missing(name, none) : secretIfSet(name).orElse(none);
  }

  /** A reference to a secret that may be left out. */
  public Optional<SecretRef> secretIfSet(String name) {
    return parsed(name, "env:NAME or file:/path", SecretRef::new);
  }

  /** Adds a fault that only the product's own settings can see. */
  public void fault(String name, String sentence) {
    faults.add(field(name) + " " + sentence);
  }

  /** All that is wrong, options that nobody asked for included; empty when all is well. */
  public List<String> faults() {
    List<String> all = new ArrayList<>(new LinkedHashSet<>(faults));
    settings.options().keySet().stream()
        .filter(name -> !asked.contains(name))
        .sorted()
        .forEach(name -> all.add(field(name) + " is not an option of " + settings.type()));
    return all;
  }

  /**
   * Ends the reading.
   *
   * @throws SettingsException when there is any fault
   */
  public void check() {
    if (!faults().isEmpty()) {
      throw new SettingsException(faults());
    }
  }

  private Optional<String> value(String name) {
    asked.add(name);
    return Optional.ofNullable(settings.options().get(name)).filter(v -> !v.isBlank());
  }

  private <T> Optional<T> parsed(String name, String expected, Function<String, T> parser) {
    try {
      return value(name).map(parser);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      // The value stays out of the message: it may be a secret in the wrong place.
      fault(name, "must be " + expected);
      return Optional.empty();
    }
  }

  private <T> T missing(String name, T fallback) {
    fault(name, "is missing");
    return fallback;
  }

  private String field(String name) {
    return "rempart.connectors[" + settings.id() + "].options." + name;
  }

  private static Duration positive(String text) {
    Duration duration = Duration.parse(text);
    if (!duration.isPositive()) {
      throw new IllegalArgumentException();
    }
    return duration;
  }

  private static int inPortRange(String text) {
    int port = atLeastOne(text);
    if (port > 65_535) {
      throw new IllegalArgumentException();
    }
    return port;
  }

  private static int atLeastOne(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static boolean trueOrFalse(String text) {
    if (!text.matches("true|false")) {
      throw new IllegalArgumentException();
    }
    return text.equals("true");
  }

  private static URI http(String text) {
    URI uri = URI.create(text.replaceAll("/+$", ""));
    if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
      throw new IllegalArgumentException();
    }
    return uri;
  }
}
