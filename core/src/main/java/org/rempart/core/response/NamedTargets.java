package org.rempart.core.response;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rempart.connector.IpAddress;
import org.rempart.connector.IpNetwork;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.response.UnusableRequestException.Why;

/** Reads targets that a person wrote; one that the kind can't have is told with its value. */
final class NamedTargets {

  /** Most targets of one request: what a firewall takes in one batch. */
  static final int MOST = 1_000;

  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,254}");
  private static final Pattern PROCESS = Pattern.compile("\\d{1,10}:\\d{1,20}@" + HOST);
  private static final Pattern FILE = Pattern.compile("(/|[A-Za-z]:\\\\)[^\\x00]{1,4000}@" + HOST);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ACCOUNT = Pattern.compile("[^\\s,:]{1,255}");
  private static final Pattern MEMBERSHIP = Pattern.compile("[^\\s:]{1,255}:[^:]{1,255}");
  private static final Pattern MESSAGE = Pattern.compile("<[^<>\\s]{1,990}>");

  private NamedTargets() {}

  /**
   * Reads targets of one of these kinds, of the first that all of them can have.
   *
   * @throws UnusableRequestException naming the first that can't be of the last kind
   */
  static List<Target> read(List<TargetKind> kinds, List<String> texts) {
    for (TargetKind kind : kinds.subList(0, kinds.size() - 1)) {
      if (texts.stream().map(String::strip).allMatch(text -> canonical(kind, text).isPresent())) {
        return read(kind, texts);
      }
    }
    return read(kinds.getLast(), texts);
  }

  /**
   * Each text as a target in canonical form, each target once.
   *
   * @throws UnusableRequestException naming the first that can't be one
   */
  static List<Target> read(TargetKind kind, List<String> texts) {
    List<Target> targets =
        texts.stream()
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(text -> read(kind, text))
            .distinct()
            .toList();
    if (targets.isEmpty()) {
      throw new UnusableRequestException("targets", Why.NO_TARGET, Map.of(), "names no target");
    }
    if (targets.size() > MOST) {
      throw new UnusableRequestException(
          "targets",
          Why.TOO_MANY,
          Map.of("most", Integer.toString(MOST)),
          "names " + targets.size() + " targets; at most " + MOST + " at once");
    }
    return targets;
  }

  private static Target read(TargetKind kind, String text) {
    return canonical(kind, text)
        .map(value -> new Target(kind, value))
        .orElseThrow(
            () ->
                new UnusableRequestException(
                    "targets",
                    Why.BAD_TARGET,
                    Map.of("kind", kind.name(), "value", text),
                    "\"" + text + "\" is no " + kind + "; " + form(kind)));
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
      case MAIL_ADDRESS, CHANNEL, INCIDENT -> Optional.empty();
    };
  }

  /** What a target of a kind looks like, for whoever wrote something else. */
  private static String form(TargetKind kind) {
    return switch (kind) {
      case ADDRESS -> "write an IPv4 or IPv6 address, such as 203.0.113.7";
      case NETWORK -> "write a network without host bits, such as 198.51.100.0/24";
      case DOMAIN -> "write a domain name, such as evil.example";
      case HOST -> "write the host's name, such as poste-23";
      case PROCESS -> "write PID:START@HOST, as the list of processes shows it";
      case FILE -> "write /absolute/path@HOST or C:\\path@HOST";
      case FILE_HASH -> "write a SHA-256, 64 hexadecimal digits";
      case ACCOUNT -> "write ACCOUNT or ACCOUNT@HOST";
      case MEMBERSHIP -> "write ACCOUNT:GROUP";
      case MAIL_MESSAGE -> "write a Message-ID in its angle brackets";
      case MAIL_ADDRESS, CHANNEL, INCIDENT -> "people don't name such targets";
    };
  }

  private static Optional<String> matching(Pattern pattern, String text) {
    return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private static String withoutDot(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
