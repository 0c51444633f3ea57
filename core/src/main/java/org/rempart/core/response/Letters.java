package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rempart.connector.Capability;
import org.rempart.core.response.ConnectorRegistry.Service;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Words mails and tickets, in the language of the settings. Written once, when the action is
 * planned, so that a repeat says the same.
 */
@Component
class Letters {

  private static final String DONE =
      """
      select distinct on (capability, target, connector) capability, target, connector, verified_at is not null as proven
      from action where incident_id = ? and state = 'EXECUTED' and not dry_run
        and capability not like 'ticket.%' and capability not like 'notify.%'
      order by capability, target, connector, executed_at limit 200\
      """;

  private static final String LEAD =
      """
      select r.capability, p.rule, p.overridden, p.decided_by, p.reason from approval p join response r on r.id = p.response_id
      where r.incident_id = ? and (p.state = 'PENDING' or p.overridden) order by p.overridden desc, p.asked_at\
      """;

  private static final String EXPIRING =
      """
      select c.capability, c.target, c.connector, c.expires_at from containment c
      where c.state = 'IN_FORCE' and c.reminded_of = c.expires_at
        and exists (select 1 from containment_claim cl join action a on a.id = cl.action_id
          where cl.containment_id = c.id and cl.released_at is null and a.incident_id = ?)
      order by c.expires_at, c.target limit 20\
      """;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final JdbcClient jdbc;
  private final Sentences sentences;
  private final NotifySettings settings;
  private final Tickets tickets;

  Letters(JdbcClient jdbc, Sentences sentences, NotifySettings settings, Tickets tickets) {
    this.jdbc = jdbc;
    this.sentences = sentences;
    this.settings = settings;
    this.tickets = tickets;
  }

  /** Whether a capability carries words. */
  static boolean carriesWords(Capability capability) {
    return capability.id().startsWith("ticket.") || capability.id().startsWith("notify.");
  }

  /** {@code subject} and {@code body}. */
  Map<String, String> write(Capability capability, IncidentFacts incident) {
    Map<String, Object> values =
        Map.of(
            "number", "INC-" + incident.number(),
            "severity", incident.severity().name(),
            "title", incident.title(),
            "done", done(incident),
            "lead", lead(incident),
            "link", settings.publicUrl() + "/incidents/" + incident.id());
    boolean closing = capability.equals(Capability.CLOSE_TICKET);
    return Map.of(
        "subject", sentences.say("letter.subject", values),
        "body", sentences.say(closing ? "letter.closed" : "letter.body", values));
  }

  /** What somebody must decide, where one word stood for two, and what ends: before the rest. */
  private String lead(IncidentFacts incident) {
    return Stream.concat(
            jdbc.sql(LEAD).param(incident.id()).query((row, n) -> line(row)).list().stream(),
            jdbc.sql(EXPIRING).param(incident.id()).query((row, n) -> ending(row)).list().stream())
        .map(line -> line + "\n\n")
        .collect(Collectors.joining());
  }

  private String line(ResultSet row) throws SQLException {
    Map<String, Object> values = new java.util.HashMap<>();
    values.put("action", sentences.action(row.getString("capability")));
    values.put("rule", sentences.rules(row.getString("rule"), settings.locale()));
    values.put("by", String.valueOf(row.getString("decided_by")));
    values.put("reason", String.valueOf(row.getString("reason")));
    return sentences.say(
        row.getBoolean("overridden") ? "letter.overridden" : "letter.asked", values);
  }

  private String ending(ResultSet row) throws SQLException {
    return sentences.say(
        "letter.expiring",
        Map.of(
            "until", TIME.format(row.getObject("expires_at", OffsetDateTime.class)),
            "action", sentences.action(row.getString("capability")),
            "target", row.getString("target"),
            "connector", row.getString("connector")));
  }

  /** The products that have a ticket for the incident, with their own reference of it. */
  Map<String, String> tickets(IncidentFacts incident) {
    return tickets.ofIncident(incident.id()).stream()
        .collect(Collectors.toMap(Tickets.Ticket::connector, Tickets.Ticket::reference));
  }

  /** Leaves out products that have an incident's ticket already, or lack the one to write to. */
  List<Service> withTicket(Capability capability, List<Service> services, Map<String, String> had) {
    boolean opening = capability.equals(Capability.OPEN_TICKET);
    boolean ticket = capability.id().startsWith("ticket.");
    return services.stream().filter(s -> !ticket || had.containsKey(s.id()) != opening).toList();
  }

  private String done(IncidentFacts incident) {
    List<String> lines =
        jdbc.sql(DONE)
            .param(incident.id())
            .query(
                (row, n) ->
                    line(
                        row.getString("capability"),
                        row.getString("target"),
                        row.getString("connector"),
                        row.getBoolean("proven")))
            .list();
    return lines.isEmpty() ? sentences.say("letter.nothing") : String.join("\n", lines);
  }

  private String line(String capability, String target, String connector, boolean proven) {
    String proof = proven ? sentences.say("letter.proven") : "";
    return "- "
        + sentences.say(
            "letter.done",
            Map.of(
                "action", sentences.action(capability),
                "target", target,
                "connector", connector,
                "proof", proof));
  }
}
