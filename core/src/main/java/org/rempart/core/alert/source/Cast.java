package org.rempart.core.alert.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rempart.core.alert.Entity;
import org.rempart.core.alert.IpAddress;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;

/** Gathers the entities of one alert, without repeats. */
final class Cast {

  private static final Set<String> NOBODY = Set.of("-", "unknown", "n/a", "none", "null", "any");

  private final Set<Entity> entities = new LinkedHashSet<>();

  /** Adds an entity if the record names it; an address that is none is left out. */
  Cast add(EntityKind kind, Optional<String> value, EntityRole role) {
    value
        .filter(v -> !NOBODY.contains(v.toLowerCase(Locale.ROOT)))
        .flatMap(v -> kind == EntityKind.ADDRESS ? IpAddress.canonical(v) : Optional.of(v))
        .ifPresent(v -> entities.add(new Entity(kind, v, role)));
    return this;
  }

  /** Adds an entity that no side of the alert names yet. */
  Cast addUnlessNamed(EntityKind kind, Optional<String> value, EntityRole role) {
    boolean named =
        entities.stream()
            .anyMatch(known -> known.kind() == kind && Optional.of(known.value()).equals(value));
    return named ? this : add(kind, value, role);
  }

  /** Adds an address that must be one, naming the field when it isn't. */
  Cast address(Fields fields, String path, EntityRole role) {
    Optional<String> text = fields.text(path);
    if (text.isPresent() && IpAddress.canonical(text.get()).isEmpty()) {
      throw new UnusableFieldException(path, "is not an IP address: " + Fields.shown(text.get()));
    }
    return add(EntityKind.ADDRESS, text, role);
  }

  /** The entities, or a fault that names the fields where one was looked for. */
  List<Entity> listed(String lookedFor) {
    if (entities.isEmpty()) {
      throw new UnusableFieldException(lookedFor, "is missing: the alert names nobody");
    }
    return new ArrayList<>(entities);
  }
}
