package org.rempart.connector.unbound;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.Sha256;
import org.rempart.connector.TargetKind;

/**
 * Blocks domains by local zones of type {@code always_nxdomain}. A local zone of somebody else is
 * never replaced and never removed.
 */
public final class UnboundConnector implements Connector {

  private static final String OURS = "always_nxdomain";

  /** Types under which no name of the zone resolves, see unbound.conf(5). */
  private static final Set<String> BLOCKING =
      Set.of(OURS, "always_refuse", "always_null", "always_deny");

  private final UnboundSettings settings;
  private final Resolver resolver;
  private final Question question;

  public UnboundConnector(UnboundSettings settings) {
    this.settings = settings;
    this.resolver = new Resolver(settings);
    this.question = new Question(settings);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "Unbound 1.17";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer(Capability.BLOCK_DOMAIN, TargetKind.DOMAIN, Assurance.READABLE, true, 1));
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return OneByOne.execute(batch, this::block);
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    return OneByOne.verify(batch, this::proof);
  }

  @Override
  public List<Proof> found(List<Order> batch) {
    return OneByOne.found(batch, this::proof);
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    return OneByOne.revert(batch, this::unblock);
  }

  @Override
  public Health health() {
    return OneByOne.health(
        () -> {
          String version = resolver.version();
          if (question.ask("localhost") == Question.Answer.NO_ANSWER) {
            String text = settings.dnsHost() + " doesn't answer our DNS questions";
            throw new Refusal("NO_DNS", text);
          }
          return "Unbound " + version.replace("version: ", "") + " on " + resolver.place();
        });
  }

  @Override
  public void close() {
    resolver.close();
  }

  private Outcome block(Order order) throws Refusal {
    String domain = domain(order);
    Map<String, String> zones = resolver.zones(domain);
    for (Map.Entry<String, String> zone : zones.entrySet()) {
      if (!BLOCKING.contains(zone.getValue())) {
        String text =
            "there is a local zone %s of type %s that is not ours"
                .formatted(zone.getKey(), zone.getValue());
        throw new Refusal("FOREIGN_ZONE", text);
      }
    }
    if (zones.containsKey(domain)) {
      return new Outcome.Done(order.key(), Map.of("zone", zones.get(domain)), domain);
    }
    resolver.change("local_zone", domain + ".", OURS);
    return new Outcome.Done(order.key(), Map.of(), domain);
  }

  /**
   * Holds when the zone is there and a client is told that neither the domain nor a name below is.
   */
  private Proof proof(Order order) throws Refusal {
    String domain = domain(order);
    String type = resolver.zones(domain).getOrDefault(domain, "");
    if (!BLOCKING.contains(type)) {
      String text = type.isEmpty() ? "no local zone " + domain : domain + " is of type " + type;
      return proof(order, Proof.Result.ABSENT, text + " on " + resolver.place());
    }
    String text = "local zone %s is %s on %s".formatted(domain, type, resolver.place());
    String below = "x" + Sha256.of(order.key()).substring(0, 12) + "." + domain;
    for (String name : List.of(domain, below)) {
      Question.Answer answer = question.ask(name);
      if (answer == Question.Answer.RESOLVES && !type.equals("always_null")) {
        return proof(order, Proof.Result.ABSENT, text + ", and yet " + name + " resolves");
      }
      if (answer == Question.Answer.NO_ANSWER && type.equals(OURS)) {
        return proof(
            order, Proof.Result.UNKNOWN, text + "; asked for " + name + ", it said nothing");
      }
    }
    return proof(
        order, Proof.Result.HOLDS, text + "; asked for it and for a name below, it denies");
  }

  private Outcome unblock(Reversal reversal) throws Refusal {
    String domain = domain(reversal.order());
    boolean others = reversal.stateBefore().containsKey("zone");
    if (!others && OURS.equals(resolver.zones(domain).get(domain))) {
      resolver.change("local_zone_remove", domain + ".");
    }
    return new Outcome.Done(reversal.order().key(), Map.of(), domain);
  }

  private static String domain(Order order) throws Refusal {
    if (!order.capability().equals(Capability.BLOCK_DOMAIN)) {
      throw new Refusal("NOT_OFFERED", "Unbound can't do " + order.capability());
    }
    return DomainName.of(order);
  }

  private static Proof proof(Order order, Proof.Result result, String evidence) {
    return new Proof(order.key(), result, Instant.now(), evidence);
  }
}
