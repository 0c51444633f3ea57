package org.rempart.connector.opnsense;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.Health;
import org.rempart.connector.IpAddress;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blocks addresses by putting them into an alias that a rule drops. */
public final class OpnsenseConnector implements Connector {

  private static final Logger LOG = LoggerFactory.getLogger(OpnsenseConnector.class);
  private static final int BATCH = 50;

  private final OpnsenseSettings settings;
  private final AliasApi api;

  public OpnsenseConnector(OpnsenseSettings settings) {
    this.settings = settings;
    this.api = new AliasApi(settings);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "OPNsense 24.7 alias API";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer(Capability.BLOCK_ADDRESS, TargetKind.ADDRESS, Assurance.READABLE, true, BATCH));
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return withList(batch, (order, there) -> block(order, there));
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    try {
      return found(batch);
    } catch (ConnectorException e) {
      return Proof.all(batch, Proof.Result.UNKNOWN, Instant.now(), e.getMessage());
    }
  }

  @Override
  public List<Proof> found(List<Order> batch) {
    try {
      Set<IpAddress> there = api.list();
      Instant readAt = Instant.now();
      return batch.stream().map(order -> proof(order, there, readAt)).toList();
    } catch (Refusal e) {
      return Proof.all(batch, Proof.Result.UNKNOWN, Instant.now(), e.getMessage());
    }
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    return OneByOne.revert(batch, this::unblock);
  }

  @Override
  public Health health() {
    return OneByOne.health(
        () -> {
          if (!api.exists()) {
            String text = "alias " + settings.alias() + " is not loaded: make it and a rule for it";
            throw new Refusal("NO_ALIAS", text);
          }
          return "OPNsense has alias " + settings.alias() + " with " + api.list().size();
        });
  }

  @Override
  public void close() {
    api.close();
  }

  private interface Step {
    Outcome take(Order order, Set<IpAddress> there) throws Refusal;
  }

  private List<Outcome> withList(List<Order> batch, Step step) {
    try {
      Set<IpAddress> there = api.list();
      return OneByOne.execute(batch, order -> step.take(order, there));
    } catch (Refusal e) {
      return batch.stream().map(e::of).toList();
    }
  }

  private Outcome block(Order order, Set<IpAddress> there) throws Refusal {
    IpAddress address = address(order);
    if (there.contains(address)) {
      return done(order, Map.of("present", "true"));
    }
    api.add(address);
    cut(address);
    return done(order, Map.of());
  }

  private Outcome unblock(Reversal reversal) throws Refusal {
    IpAddress address = address(reversal.order());
    boolean wasThere = reversal.stateBefore().containsKey("present");
    // Deleting what is absent is answered with "done" too, so only a look tells.
    if (!wasThere && api.list().contains(address)) {
      api.delete(address);
    }
    return new Outcome.Done(reversal.order().key(), Map.of(), "");
  }

  /**
   * The block stands without it, so a refusal is told and no more. IPv6 is not understood there.
   */
  private void cut(IpAddress address) {
    if (!settings.cutStates() || !address.v4()) {
      return;
    }
    try {
      api.cutStates(address);
    } catch (Refusal | ConnectorException e) {
      LOG.warn("{}: open connections of {} were not cut: {}", id(), address, e.getMessage());
    }
  }

  private Proof proof(Order order, Set<IpAddress> there, Instant readAt) {
    boolean holds = IpAddress.parse(order.target().value()).filter(there::contains).isPresent();
    return new Proof(
        order.key(),
        holds ? Proof.Result.HOLDS : Proof.Result.ABSENT,
        readAt,
        order.target() + (holds ? " is in alias " : " is not in alias ") + settings.alias());
  }

  private Outcome done(Order order, Map<String, String> before) {
    return new Outcome.Done(order.key(), before, settings.alias());
  }

  private static IpAddress address(Order order) throws Refusal {
    return IpAddress.blockable(order.target().value())
        .orElseThrow(
            () -> new Refusal("BAD_ADDRESS", order.target() + " is not an address to block"));
  }
}
