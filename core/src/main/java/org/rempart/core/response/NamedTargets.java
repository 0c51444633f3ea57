package org.rempart.core.response;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rempart.connector.Target;
import org.rempart.connector.TargetForm;
import org.rempart.connector.TargetKind;
import org.rempart.core.response.UnusableRequestException.Why;

/** Reads targets that a person wrote; one that the kind can't have is told with its value. */
final class NamedTargets {

  /** Most targets of one request: what a firewall takes in one batch. */
  static final int MOST = 1_000;

  private static final Set<TargetKind> NOT_NAMED =
      EnumSet.of(TargetKind.MAIL_ADDRESS, TargetKind.CHANNEL, TargetKind.INCIDENT);

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
        .orElseThrow(
            () ->
                new UnusableRequestException(
                    "targets",
                    Why.BAD_TARGET,
                    Map.of("kind", kind.name(), "value", text),
                    "\"" + text + "\" is no " + kind + "; " + form(kind)));
  }

  private static Optional<Target> canonical(TargetKind kind, String text) {
    return NOT_NAMED.contains(kind) ? Optional.empty() : TargetForm.read(kind, text);
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
}
