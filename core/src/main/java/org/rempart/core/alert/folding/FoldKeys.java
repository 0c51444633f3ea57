package org.rempart.core.alert.folding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.rempart.core.alert.Entity;
import org.rempart.core.alert.source.FoldingRules;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;

/**
 * By what an alert finds its incident, strongest first. Every key carries the site, so that equal
 * private addresses of two sites stay apart.
 *
 * @param fingerprint same rule, same entities
 * @param attackers one per attacker
 * @param victims one per victim, each with the family of rules: a server that many attack in
 *     different ways is not one incident
 * @param places one per victim, whatever the rule: where mild alerts find what they are context of
 */
record FoldKeys(
    String fingerprint, List<String> attackers, List<String> victims, List<String> places) {

  private static final Set<String> EVERYWHERE =
      Set.of("root", "admin", "administrator", "administrateur", "system", "guest", "test", "user");

  static FoldKeys of(Arrival arrival) {
    FoldingRules rules = arrival.source().folding();
    List<Entity> telling =
        arrival.alert().entities().stream().filter(entity -> telling(entity, rules)).toList();
    return new FoldKeys(
        fingerprint(arrival),
        rules.join().contains(EntityRole.ATTACKER) ? attackers(arrival, telling) : List.of(),
        rules.join().contains(EntityRole.VICTIM) ? victims(arrival, telling) : List.of(),
        hit(telling).map(entity -> key("p", arrival.site(), entity)).toList());
  }

  Stream<String> all() {
    return Stream.of(List.of(fingerprint), attackers, victims, places).flatMap(List::stream);
  }

  private static boolean telling(Entity entity, FoldingRules rules) {
    boolean common =
        entity.kind() == EntityKind.ACCOUNT
            && EVERYWHERE.contains(entity.value().toLowerCase(Locale.ROOT));
    return !common && !rules.neverJoin().contains(entity.value());
  }

  private static List<String> attackers(Arrival arrival, List<Entity> entities) {
    return entities.stream()
        .filter(entity -> entity.role() == EntityRole.ATTACKER)
        .map(entity -> key("a", arrival.site(), entity))
        .toList();
  }

  private static List<String> victims(Arrival arrival, List<Entity> entities) {
    return hit(entities)
        .map(entity -> key("v", arrival.site(), entity) + "|" + arrival.alert().family())
        .toList();
  }

  /** Accounts count only when no machine is named: the same login is on many of them. */
  private static Stream<Entity> hit(List<Entity> entities) {
    List<Entity> hit =
        entities.stream().filter(entity -> entity.role() == EntityRole.VICTIM).toList();
    List<Entity> machines = hit.stream().filter(FoldKeys::isMachine).toList();
    return (machines.isEmpty() ? hit : machines).stream();
  }

  private static boolean isMachine(Entity entity) {
    return entity.kind() == EntityKind.HOST || entity.kind() == EntityKind.ADDRESS;
  }

  private static String key(String sort, String site, Entity entity) {
    String value = entity.value().toLowerCase(Locale.ROOT);
    return sort + "|" + site + "|" + entity.kind() + "|" + value;
  }

  private static String fingerprint(Arrival arrival) {
    List<String> parts = new ArrayList<>();
    arrival.alert().entities().stream()
        .filter(entity -> entity.role() != EntityRole.RELATED)
        .map(entity -> key(entity.role().name(), arrival.site(), entity))
        .sorted()
        .forEach(parts::add);
    parts.add(arrival.source().id());
    parts.add(arrival.alert().rule());
    return "f|" + arrival.site() + "|" + digest(String.join("\n", parts));
  }

  private static String digest(String text) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
