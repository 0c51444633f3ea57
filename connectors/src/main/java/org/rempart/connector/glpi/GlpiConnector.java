package org.rempart.connector.glpi;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Parameters;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import tools.jackson.databind.JsonNode;

/**
 * Keeps one ticket per incident. The ticket's external id is the incident's key, so opening finds
 * what an earlier attempt made; a comment ends in its action's key for the same reason.
 */
public final class GlpiConnector implements Connector {

  /** GLPI's status of a solved ticket; 6 is closed. */
  private static final int SOLVED = 5;

  private final GlpiSettings settings;
  private final GlpiApi api;

  public GlpiConnector(GlpiSettings settings) {
    this.settings = settings;
    this.api = new GlpiApi(settings);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "GLPI 10 legacy REST API";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        offer(Capability.OPEN_TICKET),
        offer(Capability.COMMENT_TICKET),
        offer(Capability.CLOSE_TICKET));
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return OneByOne.execute(
        batch,
        order ->
            switch (order.capability().id()) {
              case "ticket.open" -> open(order);
              case "ticket.comment" -> comment(order);
              case "ticket.close" -> solve(order);
              default -> throw new Refusal("NOT_OFFERED", "GLPI can't do " + order.capability());
            });
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    return OneByOne.verify(batch, this::proof);
  }

  /** A ticket is a record: it stays, whatever becomes of the incident. */
  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    return OneByOne.revert(
        batch, r -> new Refusal("NOT_REVERSIBLE", "tickets are kept").of(r.order()));
  }

  @Override
  public Health health() {
    return OneByOne.health(() -> "GLPI " + api.version());
  }

  @Override
  public void close() {
    api.close();
  }

  private Outcome open(Order order) throws Refusal {
    Optional<JsonNode> there = api.ticketOf(order.target().value());
    if (there.isPresent()) {
      return done(order, there.get().path("id").asInt());
    }
    Map<String, Object> input = new HashMap<>();
    input.put("name", Parameters.required(order, "subject"));
    input.put("content", html(order.parameters().getOrDefault("body", "")));
    input.put("externalid", order.target().value());
    if (settings.entity() > 0) {
      input.put("entities_id", settings.entity());
    }
    return done(order, api.create("Ticket", input));
  }

  private Outcome comment(Order order) throws Refusal {
    int ticket = ticketFor(order);
    if (!api.hasFollowup(ticket, mark(order))) {
      String text = html(Parameters.required(order, "body")) + "<p>" + mark(order) + "</p>";
      api.create("ITILFollowup", child(ticket, text));
    }
    return done(order, ticket);
  }

  private Outcome solve(Order order) throws Refusal {
    int ticket = ticketFor(order);
    if (api.ticket(ticket).path("status").asInt(0) < SOLVED) {
      api.create("ITILSolution", child(ticket, html(Parameters.required(order, "body"))));
    }
    return done(order, ticket);
  }

  private Proof proof(Order order) throws Refusal {
    Optional<JsonNode> ticket = api.ticketOf(order.target().value());
    boolean holds = ticket.isPresent() && holds(order, ticket.get());
    String evidence =
        ticket
            .map(t -> "ticket " + t.path("id").asInt() + " has status " + t.path("status").asInt(0))
            .orElse("no ticket has the external id " + order.target());
    return new Proof(
        order.key(), holds ? Proof.Result.HOLDS : Proof.Result.ABSENT, Instant.now(), evidence);
  }

  private boolean holds(Order order, JsonNode ticket) throws Refusal {
    return switch (order.capability().id()) {
      case "ticket.comment" -> api.hasFollowup(ticket.path("id").asInt(), mark(order));
      case "ticket.close" -> ticket.path("status").asInt(0) >= SOLVED;
      default -> true;
    };
  }

  private int ticketFor(Order order) throws Refusal {
    return api.ticketOf(order.target().value())
        .map(ticket -> ticket.path("id").asInt())
        .orElseThrow(
            () -> new Refusal("NO_TICKET", "GLPI has no ticket for incident " + order.target()));
  }

  private static Map<String, Object> child(int ticket, String content) {
    return Map.of("itemtype", "Ticket", "items_id", ticket, "content", content);
  }

  private static Outcome done(Order order, int ticket) {
    return new Outcome.Done(order.key(), Map.of(), String.valueOf(ticket));
  }

  private static String mark(Order order) {
    return "[rempart " + order.key() + "]";
  }

  /** GLPI shows contents as HTML. */
  private static String html(String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<p>" + safe.replace("\n", "<br>") + "</p>";
  }

  private static Offer offer(Capability capability) {
    return new Offer(capability, TargetKind.INCIDENT, Assurance.KEYED, false, 1);
  }
}
