package org.rempart.bench.faults;

import java.util.Arrays;

/**
 * Something that is to be so at a product.
 *
 * @param kind what
 * @param target an address, a host or {@code account@host}
 */
record Effect(Kind kind, String target) {

  /** What can be brought about, with the capability that does it. */
  enum Kind {
    BLOCKED("network.block-address", "add", "delete"),
    ISOLATED("endpoint.isolate", "isolate", "release"),
    LOCKED("identity.disable-account", "disable-account", "enable-account"),
    /** Can't be undone. */
    SESSIONS_ENDED("endpoint.end-session", "end-session", "");

    private final String capability;
    private final String done;
    private final String undone;

    Kind(String capability, String done, String undone) {
      this.capability = capability;
      this.done = done;
      this.undone = undone;
    }

    /** The kind that a capability brings about. */
    static Kind of(String capability) {
      return Arrays.stream(values())
          .filter(kind -> kind.capability.equals(capability))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("nothing known of " + capability));
    }

    /** The capability that brings it about. */
    String capability() {
      return capability;
    }

    /** The product's word for doing it. */
    String done() {
      return done;
    }

    /** The product's word for undoing it; empty when it can't be undone. */
    String undone() {
      return undone;
    }

    boolean lasts() {
      return !undone.isEmpty();
    }
  }

  static Effect blocked(String address) {
    return new Effect(Kind.BLOCKED, address);
  }
}
