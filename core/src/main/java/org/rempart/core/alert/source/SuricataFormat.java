package org.rempart.core.alert.source;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.Alert;
import org.rempart.core.alert.IpAddress;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;
import org.rempart.core.incident.Severity;
import tools.jackson.databind.JsonNode;

/**
 * EVE JSON of Suricata. Its severity is upside down: 1 is worst. Records other than {@code
 * event_type=alert} are passed over.
 */
final class SuricataFormat implements Function<JsonNode, Reading> {

  /** Signs of alerts that a victim raises when it calls out: who opened the flow was hit. */
  private static final Set<String> CALLS_OUT = Set.of("beacon", "exfiltration", "dns-tunnel");

  private final RuleTable rules;

  SuricataFormat(Source source) {
    rules = new RuleTable(source);
  }

  @Override
  public Reading apply(JsonNode record) {
    Fields eve = new Fields(record);
    String type = eve.required("event_type");
    if (!type.equals("alert")) {
      return new Reading.PassedOver(type);
    }
    return new Reading.Read(alert(eve));
  }

  private Alert alert(Fields eve) {
    String signature = eve.required("alert.signature");
    String rule = eve.text("alert.gid").orElse("1") + ":" + eve.integer("alert.signature_id");
    String words = rule + "\n" + signature + "\n" + eve.text("alert.category").orElse("");
    RuleTable.Facts facts = rules.facts(rule, words);
    return new Alert(
        eventId(eve, rule),
        rule,
        signature,
        facts.family(),
        facts.severityOr(severity(eve.integer("alert.severity"))),
        eve.time("timestamp"),
        cast(eve, facts.signs()).listed("src_ip"),
        facts.signs(),
        techniques(eve));
  }

  private static Severity severity(int suricata) {
    return switch (suricata) {
      case 1 -> Severity.HIGH;
      case 2 -> Severity.MEDIUM;
      case 3 -> Severity.LOW;
      default -> Severity.INFORMATIONAL;
    };
  }

  /** EVE has no event id; flow, transaction, rule and microsecond name an alert. */
  private static @Nullable String eventId(Fields eve, String rule) {
    return eve.text("flow_id")
        .map(
            flow ->
                String.join(
                    "/",
                    flow,
                    eve.text("tx_id").orElse("-"),
                    eve.text("pcap_cnt").orElse("-"),
                    rule,
                    eve.required("timestamp")))
        .orElse(null);
  }

  private static Cast cast(Fields eve, Set<String> signs) {
    Cast cast = new Cast();
    boolean told = eve.text("alert.source.ip").isPresent();
    boolean swap = !told && callsOut(eve, signs) != toClient(eve);
    cast.address(eve, told ? "alert.source.ip" : swap ? "dest_ip" : "src_ip", EntityRole.ATTACKER);
    cast.address(eve, told ? "alert.target.ip" : swap ? "src_ip" : "dest_ip", EntityRole.VICTIM);
    cast.add(EntityKind.DOMAIN, domain(eve), EntityRole.RELATED);
    cast.add(EntityKind.FILE_HASH, eve.text("fileinfo.sha256"), EntityRole.RELATED);
    if (eve.text("src_ip").isEmpty() && eve.text("dest_ip").isEmpty()) {
      cast.add(EntityKind.HOST, eve.firstText("host", "in_iface"), EntityRole.RELATED);
    }
    return cast;
  }

  /** Malware that a host of ours fetches from outside is a call of its victim, too. */
  private static boolean callsOut(Fields eve, Set<String> signs) {
    boolean outward = isPrivate(eve, "src_ip") && !isPrivate(eve, "dest_ip");
    return signs.stream().anyMatch(CALLS_OUT::contains) || (outward && signs.contains("malware"));
  }

  private static boolean isPrivate(Fields eve, String field) {
    return eve.text(field).map(address -> !IpAddress.isGlobal(address)).orElse(false);
  }

  /** Whether the packet that fired went from the server back to whoever opened the flow. */
  private static boolean toClient(Fields eve) {
    Optional<String> opener = eve.text("flow.src_ip");
    return opener.isPresent()
        && eve.text("direction").filter("to_client"::equals).isPresent()
        && opener.equals(eve.text("dest_ip"));
  }

  private static Optional<String> domain(Fields eve) {
    JsonNode queries = eve.at("dns.query");
    Optional<String> asked =
        queries.isArray() ? Fields.text(queries.path(0).path("rrname")) : Optional.empty();
    return asked
        .or(() -> eve.firstText("dns.rrname", "tls.sni", "http.hostname"))
        .filter(name -> IpAddress.canonical(name).isEmpty())
        .map(name -> name.toLowerCase(Locale.ROOT));
  }

  /**
   * Rule writers give both forms: {@code mitre_technique_id T1110} and {@code mitre_attack T1110}.
   */
  private static Set<String> techniques(Fields eve) {
    return Stream.of(
            "alert.metadata.mitre_technique_id",
            "alert.metadata.mitre_attack",
            "alert.metadata.mitre_subtechnique_id")
        .flatMap(path -> eve.texts(path).stream())
        .flatMap(Techniques::in)
        .collect(Collectors.toUnmodifiableSet());
  }
}
