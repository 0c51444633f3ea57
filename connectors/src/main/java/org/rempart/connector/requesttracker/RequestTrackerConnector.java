package org.rempart.connector.requesttracker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
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

/**
 * Keeps one ticket per incident. A custom field holds the incident's key, so opening finds what an
 * earlier attempt made; a comment's subject is its action's key for the same reason.
 */
public final class RequestTrackerConnector implements Connector {

  private static final int ATTEMPTS = 3;

  private final RequestTrackerSettings settings;
  private final RequestTrackerApi api;

  public RequestTrackerConnector(RequestTrackerSettings settings) {
    this.settings = settings;
    this.api = new RequestTrackerApi(settings);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "Request Tracker 5 REST 2";
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
              case "ticket.close" -> close(order);
              default -> throw new Refusal("NOT_OFFERED", "RT can't do " + order.capability());
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
    return OneByOne.health(
        () -> {
          String version = api.version();
          api.needField();
          return "Request Tracker " + version;
        });
  }

  @Override
  public void close() {
    api.close();
  }

  private Outcome open(Order order) throws Refusal {
    OptionalInt there = api.find(incident(order));
    if (there.isPresent()) {
      return done(order, there.getAsInt());
    }
    api.needField();
    String subject = Parameters.required(order, "subject");
    String body = order.parameters().getOrDefault("body", "");
    return done(order, api.create(incident(order), subject, body));
  }

  private Outcome comment(Order order) throws Refusal {
    int ticket = ticketFor(order);
    if (!api.hasComment(ticket, mark(order))) {
      api.comment(ticket, mark(order), Parameters.required(order, "body"));
    }
    return done(order, ticket);
  }

  private Outcome close(Order order) throws Refusal {
    int id = ticketFor(order);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Ticket ticket = api.ticket(id);
      if (isClosed(ticket)) {
        return done(order, id);
      }
      comment(order);
      // The comment has changed the ticket, so its version is read once more.
      if (api.update(api.ticket(id), settings.solved())) {
        return done(order, id);
      }
    }
    throw new Refusal("BUSY", "ticket " + id + " was changed by others each time");
  }

  private Proof proof(Order order) throws Refusal {
    OptionalInt id = api.find(incident(order));
    if (id.isEmpty()) {
      String text = "no ticket in " + settings.queue() + " is for incident " + order.target();
      return new Proof(order.key(), Proof.Result.ABSENT, Instant.now(), text);
    }
    Ticket ticket = api.ticket(id.getAsInt());
    Proof.Result result = holds(order, ticket) ? Proof.Result.HOLDS : Proof.Result.ABSENT;
    String text = "ticket " + ticket.id() + " is " + ticket.status();
    return new Proof(order.key(), result, Instant.now(), text);
  }

  private boolean holds(Order order, Ticket ticket) throws Refusal {
    return switch (order.capability().id()) {
      case "ticket.comment" -> api.hasComment(ticket.id(), mark(order));
      case "ticket.close" -> isClosed(ticket);
      default -> true;
    };
  }

  /** By our own setting, or by the inactive statuses of RT's default lifecycle. */
  private boolean isClosed(Ticket ticket) {
    return ticket.status().equals(settings.solved())
        || Set.of("resolved", "rejected", "deleted").contains(ticket.status());
  }

  private int ticketFor(Order order) throws Refusal {
    String text = "Request Tracker has no ticket for incident " + order.target();
    return api.find(incident(order)).orElseThrow(() -> new Refusal("NO_TICKET", text));
  }

  /** The key goes into a query between quotes. */
  private static String incident(Order order) throws Refusal {
    String key = order.target().value();
    if (!key.matches("[A-Za-z0-9._:/-]{1,200}")) {
      throw new Refusal("BAD_INCIDENT", "an incident can't have the key " + key);
    }
    return key;
  }

  private static Outcome done(Order order, int ticket) {
    return new Outcome.Done(order.key(), Map.of(), String.valueOf(ticket));
  }

  private static String mark(Order order) {
    return "[rempart " + order.key() + "]";
  }

  private static Offer offer(Capability capability) {
    return new Offer(capability, TargetKind.INCIDENT, Assurance.KEYED, false, 1);
  }
}
