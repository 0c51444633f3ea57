package org.rempart.connector.declared;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.Holding;
import org.rempart.connector.Offer;
import org.rempart.connector.Target;
import org.rempart.connector.TargetForm;

/** Tries the listings of a declaration and tells what they show. */
final class ListingTrial {

  /** Whoever writes a declaration sees by a few whether it is read as it should be. */
  private static final int TOLD = 10;

  private final Connector connector;
  private final Consumer<String> out;

  ListingTrial(Connector connector, Consumer<String> out) {
    this.connector = connector;
    this.out = out;
  }

  /** Lists each capability that can be listed; answers whether each could be. */
  boolean all() {
    boolean all = true;
    for (Capability one : connector.offers().stream().map(Offer::capability).distinct().toList()) {
      all &= listed(one, held -> true);
    }
    return all;
  }

  /**
   * Lists a capability and looks for a target in it.
   *
   * @param key what the target must carry, or {@code null} for anything
   * @return whether it is there, or the product can't list
   */
  boolean shows(Capability capability, Target target, @Nullable String key) {
    Target wanted = TargetForm.read(target.kind(), target.value()).orElse(target);
    return listed(capability, held -> shows(held, wanted, key));
  }

  private boolean shows(List<Holding> held, Target target, @Nullable String key) {
    boolean there =
        held.stream()
            .filter(holding -> holding.target().equals(target))
            .anyMatch(holding -> key == null || key.equals(holding.key()));
    if (!there) {
      out.accept("should have shown " + target + (key == null ? "" : " with key " + key));
    }
    return there;
  }

  private boolean listed(Capability capability, Predicate<List<Holding>> good) {
    try {
      Optional<List<Holding>> held = connector.holdings(capability);
      held.ifPresent(all -> tell(capability, all));
      return held.isEmpty() || good.test(held.get());
    } catch (ConnectorException e) {
      out.accept("failed: " + e.getMessage());
      return false;
    }
  }

  private void tell(Capability capability, List<Holding> held) {
    String some =
        held.stream().limit(TOLD).map(ListingTrial::told).collect(Collectors.joining("; "));
    String rest = held.size() > TOLD ? "; …" : "";
    out.accept(capability + " holds " + held.size() + (some.isEmpty() ? "" : ": ") + some + rest);
  }

  private static String told(Holding holding) {
    String whose = holding.key() == null ? "somebody else's" : "key " + holding.key();
    return holding.target() + " (" + whose + ", " + holding.evidence() + ")";
  }
}
