package org.rempart.core.alert.source;

import static org.rempart.core.incident.EntityRole.ATTACKER;
import static org.rempart.core.incident.EntityRole.RELATED;
import static org.rempart.core.incident.EntityRole.VICTIM;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.Alert;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.Severity;
import tools.jackson.databind.JsonNode;

/**
 * Alerts of Wazuh 4.x, as in {@code alerts.json} or wrapped by the indexer in {@code _source}.
 * Levels 0–3 are informational, 4–6 low, 7–11 medium, 12–14 high, 15 critical.
 */
final class WazuhFormat implements Function<JsonNode, Reading> {

  private final RuleTable rules;

  WazuhFormat(Source source) {
    rules = new RuleTable(source);
  }

  @Override
  public Reading apply(JsonNode record) {
    JsonNode hits = record.path("hits").path("hits");
    if (hits.size() > 1) {
      throw new UnusableFieldException("hits.hits", "holds " + hits.size() + " alerts; send each");
    }
    JsonNode hit = hits.isEmpty() ? record : hits.path(0);
    JsonNode inner = hit.path("_source");
    return new Reading.Read(alert(new Fields(inner.isObject() ? inner : hit)));
  }

  private Alert alert(Fields wazuh) {
    String rule = wazuh.required("rule.id");
    List<String> groups = wazuh.texts("rule.groups");
    String name = wazuh.text("rule.description").orElse("Rule " + rule);
    RuleTable.Facts facts =
        rules.facts(rule, rule + "\n" + name + "\n" + String.join("\n", groups));
    return new Alert(
        eventId(wazuh),
        rule,
        name,
        facts.family(),
        facts.severityOr(severity(wazuh.integer("rule.level"))),
        wazuh.time("timestamp"),
        cast(wazuh).listed("agent.name"),
        facts.signs(),
        techniques(wazuh));
  }

  private static @Nullable String eventId(Fields wazuh) {
    String manager = wazuh.text("manager.name").orElse("");
    return wazuh.text("id").map(id -> manager + "/" + id).orElse(null);
  }

  private static Severity severity(int level) {
    if (level < 0) {
      throw new UnusableFieldException("rule.level", "is below 0: " + level);
    }
    if (level <= 3) {
      return Severity.INFORMATIONAL;
    } else if (level <= 6) {
      return Severity.LOW;
    } else if (level <= 11) {
      return Severity.MEDIUM;
    }
    return level <= 14 ? Severity.HIGH : Severity.CRITICAL;
  }

  /** The agent is what was hit; agent 000 is the manager, which has a name and no address. */
  private static Cast cast(Fields wazuh) {
    Cast cast = new Cast();
    cast.add(EntityKind.ADDRESS, attacker(wazuh), ATTACKER);
    cast.add(EntityKind.HOST, wazuh.text("agent.name"), VICTIM);
    cast.add(EntityKind.ADDRESS, wazuh.text("agent.ip"), VICTIM);
    cast.add(EntityKind.ACCOUNT, account(wazuh), VICTIM);
    cast.add(EntityKind.ADDRESS, wazuh.firstText("data.dstip", "data.dest_ip"), RELATED);
    cast.add(EntityKind.ACCOUNT, wazuh.text("data.srcuser"), RELATED);
    cast.add(EntityKind.FILE_HASH, hash(wazuh), RELATED);
    cast.add(EntityKind.PROCESS, wazuh.text("data.win.eventdata.image"), RELATED);
    return cast;
  }

  private static Optional<String> attacker(Fields wazuh) {
    return wazuh
        .firstText("data.srcip", "data.src_ip", "data.win.eventdata.ipAddress")
        .filter(address -> wazuh.text("agent.ip").filter(address::equals).isEmpty());
  }

  /** A computer's own account ends with a dollar; those of NT AUTHORITY are on every Windows. */
  private static Optional<String> account(Fields wazuh) {
    return wazuh
        .firstText("data.dstuser", "data.win.eventdata.targetUserName", "data.win.eventdata.user")
        .filter(name -> !name.endsWith("$") && !name.startsWith("NT AUTHORITY"));
  }

  private static Optional<String> hash(Fields wazuh) {
    return wazuh.firstText(
        "syscheck.sha256_after", "data.virustotal.source.sha256", "syscheck.sha1_after");
  }

  private static Set<String> techniques(Fields wazuh) {
    return Stream.concat(wazuh.texts("rule.mitre.id").stream(), wazuh.texts("data.tags").stream())
        .flatMap(Techniques::in)
        .collect(Collectors.toUnmodifiableSet());
  }
}
