package org.rempart.core.report;

/** Writes observables so that no reader, and no reader's program, opens them by mistake. */
final class Defanged {

  private Defanged() {}

  /**
   * The value with its dots, colons or at-signs in brackets, as its kind needs it; file hashes,
   * hosts, accounts and processes stay as they are.
   *
   * @param kind name of an {@link org.rempart.core.incident.EntityKind}
   */
  static String of(String kind, String value) {
    return switch (kind) {
      case "ADDRESS" -> value.contains(":") ? value.replace(":", "[:]") : dots(value);
      case "DOMAIN" -> dots(value);
      case "URL" -> dots(value.replaceFirst("(?i)^http", "hxxp").replace("://", "[://]"));
      case "MAIL_ADDRESS" -> dots(value.replace("@", "[@]"));
      default -> value;
    };
  }

  private static String dots(String value) {
    return value.replace(".", "[.]");
  }
}
