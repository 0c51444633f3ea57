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
      case ADDRESS -> new Face(n, null, null, oneHost(value) ? value : null);
      case HOST -> new Face(n, value, null, oneHost(value) ? value : null);
      case ACCOUNT -> account(n, value);
      case MAIL_ADDRESS, INCIDENT -> new Face(n, null, null, null);
    };
  }

  private static Face account(int n, String value) {
    int at = value.lastIndexOf('@');
    return at < 0
        ? new Face(n, null, value, null)
        : new Face(n, value.substring(at + 1), value.substring(0, at), null);
  }

  /** What SQL looks a target up by. */
  record Face(int n, @Nullable String host, @Nullable String account, @Nullable String address) {}
}
