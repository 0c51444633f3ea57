package org.rempart.core.guardrail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.IpAddress;
import org.rempart.connector.Target;

/** The names and the address under which the inventory and the protected list may know targets. */
final class Faces {

  private Faces() {}

  /** One for each target, in their order. */
  static List<Face> of(List<Target> targets) {
    List<Face> faces = new ArrayList<>();
    for (Target target : targets) {
      faces.add(of(faces.size(), target));
    }
    return faces;
  }

  /** Whether it names one host out there, not everybody, a group or this host itself. */
  static boolean oneHost(String text) {
    return !text.equals("255.255.255.255") && IpAddress.blockable(text).isPresent();
  }

  private static Face of(int n, Target target) {
    String value = target.value();
    return switch (target.kind()) {
      case ADDRESS -> new Face(n, null, null, oneHost(value) ? value : null, null, null);
      case HOST -> host(n, value);
      case PROCESS, FILE -> host(n, value.substring(value.lastIndexOf('@') + 1));
      case ACCOUNT -> account(n, value);
      case MEMBERSHIP -> account(n, value.split(":", 2)[0]);
      case NETWORK -> new Face(n, null, null, null, value, null);
      case DOMAIN -> new Face(n, null, null, null, null, value);
      case FILE_HASH, MAIL_ADDRESS, MAIL_MESSAGE, INCIDENT, CHANNEL ->
          new Face(n, null, null, null, null, null);
    };
  }

  private static Face host(int n, String host) {
    return new Face(n, host, null, oneHost(host) ? host : null, null, null);
  }

  private static Face account(int n, String value) {
    int at = value.lastIndexOf('@');
    return at < 0
        ? new Face(n, null, value, null, null, null)
        : new Face(n, value.substring(at + 1), value.substring(0, at), null, null, null);
  }

  /**
   * What SQL looks a target up by.
   *
   * @param network a range in which everything is meant
   * @param domain a name under which everything is meant
   */
  record Face(
      int n,
      @Nullable String host,
      @Nullable String account,
      @Nullable String address,
      @Nullable String network,
      @Nullable String domain) {}
}
