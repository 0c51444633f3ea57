package org.rempart.core.alert.source;

import static org.rempart.core.incident.EntityRole.ATTACKER;
import static org.rempart.core.incident.EntityRole.RELATED;
import static org.rempart.core.incident.EntityRole.VICTIM;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.Alert;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;
import org.rempart.core.incident.Severity;
import tools.jackson.databind.JsonNode;

/**
 * OCSF Detection Finding (class 2004) and Security Finding (class 2001, deprecated since 1.1).
 * Other classes are passed over.
 */
final class OcsfFormat implements Function<JsonNode, Reading> {

  private static final int SECURITY_FINDING = 2001;
  private static final int DETECTION_FINDING = 2004;

  private final RuleTable rules;

  OcsfFormat(Source source) {
    rules = new RuleTable(source);
  }

  @Override
  public Reading apply(JsonNode record) {
    Fields ocsf = new Fields(record);
    int type = ocsf.integer("class_uid");
    if (type != SECURITY_FINDING && type != DETECTION_FINDING) {
      return new Reading.PassedOver("class " + type);
    }
    return new Reading.Read(alert(ocsf, type == DETECTION_FINDING ? "finding_info" : "finding"));
  }

  private Alert alert(Fields ocsf, String finding) {
    String name =
        ocsf.firstText(finding + ".analytic.name", "analytic.name")
            .or(() -> ocsf.texts(finding + ".types").stream().findFirst())
            .orElseGet(() -> ocsf.required(finding + ".title"));
    String title = ocsf.text(finding + ".title").orElse(name);
    String rule = ocsf.firstText(finding + ".analytic.uid", "analytic.uid").orElse(name);
    RuleTable.Facts facts = rules.facts(rule, String.join("\n", rule, name, title));
    return new Alert(
        eventId(ocsf, finding),
        rule,
        title,
        facts.family(),
        facts.severityOr(severity(ocsf.integer("severity_id"))),
        time(ocsf),
        cast(ocsf).listed("evidences"),
        facts.signs(),
        techniques(ocsf, finding));
  }

  /** A finding is sent again when it changes, under the same uid: its time tells them apart. */
  private static @Nullable String eventId(Fields ocsf, String finding) {
    return ocsf.firstText("metadata.uid", finding + ".uid")
        .map(uid -> uid + "/" + ocsf.text("time").orElse(""))
        .orElse(null);
  }

  private static Instant time(Fields ocsf) {
    return ocsf.text("time").isPresent() ? ocsf.time("time") : ocsf.time("time_dt");
  }

  private static Severity severity(int id) {
    return switch (id) {
      case 0, 1, 99 -> Severity.INFORMATIONAL;
      case 2 -> Severity.LOW;
      case 3 -> Severity.MEDIUM;
      case 4 -> Severity.HIGH;
      case 5, 6 -> Severity.CRITICAL;
      default -> throw new UnusableFieldException("severity_id", "is not one of OCSF's: " + id);
    };
  }

  private static Cast cast(Fields ocsf) {
    Cast cast = new Cast();
    endpoints(cast, ocsf);
    ocsf.at("evidences").valueStream().map(Fields::new).forEach(item -> endpoints(cast, item));
    ocsf.at("resources").valueStream().map(Fields::new).forEach(item -> resource(cast, item));
    ocsf.at("observables").valueStream().map(Fields::new).forEach(item -> observable(cast, item));
    return cast;
  }

  private static void endpoints(Cast cast, Fields item) {
    cast.add(EntityKind.ADDRESS, item.text("src_endpoint.ip"), ATTACKER);
    cast.add(
        EntityKind.HOST,
        item.firstText("dst_endpoint.hostname", "device.hostname", "device.name"),
        VICTIM);
    cast.add(EntityKind.ADDRESS, item.firstText("dst_endpoint.ip", "device.ip"), VICTIM);
    cast.add(EntityKind.ACCOUNT, item.firstText("user.name", "actor.user.name"), VICTIM);
    cast.add(EntityKind.DOMAIN, item.firstText("query.hostname", "dst_endpoint.domain"), RELATED);
    cast.add(EntityKind.PROCESS, item.firstText("process.file.path", "process.name"), RELATED);
    for (JsonNode hash : item.at("file.hashes")) {
      cast.add(EntityKind.FILE_HASH, Fields.text(hash.path("value")), RELATED);
    }
  }

  /** A cloud's resource is a machine, or an account when its type says so. */
  private static void resource(Cast cast, Fields item) {
    String type = item.text("type").orElse("").toLowerCase(Locale.ROOT);
    boolean account = Stream.of("user", "iam", "account", "accesskey").anyMatch(type::contains);
    cast.add(
        account ? EntityKind.ACCOUNT : EntityKind.HOST,
        item.firstText("hostname", "name", "uid"),
        VICTIM);
    cast.add(EntityKind.ADDRESS, item.text("ip"), VICTIM);
    cast.add(EntityKind.ACCOUNT, item.text("owner.name"), VICTIM);
  }

  /** Observables repeat what stands elsewhere; whatever has no side yet is merely related. */
  private static void observable(Cast cast, Fields item) {
    Optional<EntityKind> kind =
        switch (item.text("type_id").orElse("")) {
          case "1" -> Optional.of(EntityKind.DOMAIN);
          case "2" -> Optional.of(EntityKind.ADDRESS);
          case "4" -> Optional.of(EntityKind.ACCOUNT);
          case "5" -> Optional.of(EntityKind.MAIL_ADDRESS);
          case "6" -> Optional.of(EntityKind.URL);
          case "8" -> Optional.of(EntityKind.FILE_HASH);
          case "9" -> Optional.of(EntityKind.PROCESS);
          default -> Optional.empty();
        };
    kind.ifPresent(k -> cast.addUnlessNamed(k, item.text("value"), EntityRole.RELATED));
  }

  private static Set<String> techniques(Fields ocsf, String finding) {
    return Stream.of("attacks", finding + ".attacks")
        .flatMap(path -> ocsf.at(path).valueStream())
        .flatMap(
            attack ->
                Stream.of(
                    attack.path("technique").path("uid"), attack.path("sub_technique").path("uid")))
        .flatMap(node -> Fields.text(node).stream())
        .flatMap(Techniques::in)
        .collect(Collectors.toUnmodifiableSet());
  }
}
