package org.rempart.connector;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads targets in the canonical form of their kind, however they were written: two that mean the
 * same are equal.
 */
public final class TargetForm {

  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,254}");
  private static final Pattern PROCESS = Pattern.compile("\\d{1,10}:\\d{1,20}@" + HOST);
  private static final Pattern FILE = Pattern.compile("(/|[A-Za-z]:\\\\)[^\\x00]{1,4000}@" + HOST);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ACCOUNT = Pattern.compile("[^\\s,:]{1,255}");
  private static final Pattern MEMBERSHIP = Pattern.compile("[^\\s:]{1,255}:[^:]{1,255}");
  private static final Pattern MESSAGE = Pattern.compile("<[^<>\\s]{1,990}>");
  private static final Pattern WORD = Pattern.compile("\\S{1,320}");

  private TargetForm() {}

  /** Reads a target. Empty when the text can't be one of this kind. */
  public static Optional<Target> read(TargetKind kind, String text) {
    return canonical(kind, text).map(value -> new Target(kind, value));
  }

  private static Optional<String> canonical(TargetKind kind, String text) {
    return switch (kind) {
      case ADDRESS -> IpAddress.parse(text).map(IpAddress::toString);
      case NETWORK -> IpNetwork.parse(text).map(IpNetwork::toString);
      case DOMAIN -> matching(DOMAIN, withoutDot(text).toLowerCase(Locale.ROOT));
      case HOST -> matching(HOST, text).map(host -> host.toLowerCase(Locale.ROOT));
      case PROCESS -> matching(PROCESS, text);
      case FILE -> matching(FILE, text);
      case FILE_HASH -> matching(HASH, text.toLowerCase(Locale.ROOT));
      case ACCOUNT -> matching(ACCOUNT, text);
      case MEMBERSHIP -> matching(MEMBERSHIP, text);
      case MAIL_MESSAGE -> matching(MESSAGE, text);
      case MAIL_ADDRESS, CHANNEL, INCIDENT -> matching(WORD, text);
    };
  }

  private static Optional<String> matching(Pattern pattern, String text) {
    return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private static String withoutDot(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
