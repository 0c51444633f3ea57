package org.rempart.connector.nftables;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.Health;
import org.rempart.connector.Holding;
import org.rempart.connector.IpAddress;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LoginRefusedException;

/**
 * Blocks addresses by the sets of a table of our own, and networks by rules of another. What
 * somebody else put there is left as it is, by {@link #execute} and by {@link #revert}.
 */
public final class NftablesConnector implements Connector {

  private static final int BATCH = 1000;
  private static final Set<Capability> NETWORKS =
      Set.of(Capability.BLOCK_NETWORK, Capability.ISOLATE_SEGMENT);

  private final NftablesSettings settings;
  private final BlockTable table;
  private final NetworkRules networks;
  private volatile boolean prepared;

  public NftablesConnector(NftablesSettings settings) {
    this.settings = settings;
    this.table = new BlockTable(settings);
    this.networks = new NetworkRules(table, settings);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "nftables 1.0";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer(Capability.BLOCK_ADDRESS, TargetKind.ADDRESS, Assurance.KEYED, true, BATCH),
        new Offer(Capability.BLOCK_NETWORK, TargetKind.NETWORK, Assurance.KEYED, true, 1),
        new Offer(Capability.ISOLATE_SEGMENT, TargetKind.NETWORK, Assurance.KEYED, true, 1));
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    if (NETWORKS.contains(batch.getFirst().capability())) {
      return OneByOne.execute(batch, networks::execute);
    }
    Instant now = Instant.now();
    Map<Order, IpAddress> good = new LinkedHashMap<>();
    batch.stream()
        .filter(order -> refusal(order, now).isEmpty())
        .forEach(
            order ->
                IpAddress.blockable(order.target().value()).ifPresent(a -> good.put(order, a)));
    try {
      Map<IpAddress, Element> before = block(good, now);
      return batch.stream()
          .map(o -> refusal(o, now).orElseGet(() -> done(o, before.get(good.get(o)))))
          .toList();
    } catch (NftComplaint e) {
      return batch.stream().map(o -> refusal(o, now).orElseGet(() -> refused(o.key(), e))).toList();
    }
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    if (NETWORKS.contains(batch.getFirst().capability())) {
      return OneByOne.verify(batch, networks::proof);
    }
    try {
      boolean complete = table.complete();
      prepared &= complete;
      Map<IpAddress, Element> elements = table.readBack(addresses(batch));
      Instant readAt = Instant.now();
      return batch.stream().map(order -> proof(order, elements, complete, readAt)).toList();
    } catch (NftComplaint | ConnectorException e) {
      return Proof.all(batch, Proof.Result.UNKNOWN, Instant.now(), e.getMessage());
    }
  }

  private static Set<IpAddress> addresses(List<Order> batch) {
    return batch.stream()
        .flatMap(o -> IpAddress.blockable(o.target().value()).stream())
        .collect(Collectors.toSet());
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    if (NETWORKS.contains(batch.getFirst().order().capability())) {
      return OneByOne.revert(batch, networks::revert);
    }
    Set<IpAddress> addresses =
        batch.stream()
            .flatMap(r -> IpAddress.parse(r.order().target().value()).stream())
            .collect(Collectors.toSet());
    try {
      unblock(addresses);
      return batch.stream()
          .<Outcome>map(r -> new Outcome.Done(r.order().key(), Map.of(), ""))
          .toList();
    } catch (NftComplaint e) {
      return batch.stream().<Outcome>map(r -> refused(r.order().key(), e)).toList();
    }
  }

  @Override
  public Optional<List<Holding>> holdings(Capability capability) {
    try {
      return Optional.of(
          NETWORKS.contains(capability)
              ? networks.holdings(capability)
              : table.all().stream().map(this::holding).toList());
    } catch (NftComplaint e) {
      throw new ProductUnavailableException(
          "nft on " + table.host() + " says: " + e.getMessage(), e);
    } catch (Refusal e) {
      throw new ProductUnavailableException(e.getMessage(), e);
    }
  }

  private Holding holding(Element element) {
    return new Holding(
        new Target(TargetKind.ADDRESS, element.address().toString()),
        Mark.key(element.comment()).orElse(null),
        evidence(element.address(), element, true));
  }

  @Override
  public Health health() {
    long start = System.nanoTime();
    try {
      CommandResult rights = table.run("--check", "add", "table", "inet", settings.table());
      String version = table.run("--version").output().strip();
      Duration latency = Duration.ofNanos(System.nanoTime() - start);
      String detail =
          rights.ok()
              ? version + " on " + table.host()
              : "nft on " + table.host() + " says: " + rights.complaint();
      return new Health(true, true, rights.ok(), latency, detail);
    } catch (ConnectorException e) {
      Duration latency = Duration.ofNanos(System.nanoTime() - start);
      boolean reachable = e.getCause() instanceof LoginRefusedException;
      return new Health(reachable, false, false, latency, e.getMessage());
    }
  }

  @Override
  public void close() {
    table.close();
  }

  /** Answers what stood at the addresses before. */
  private Map<IpAddress, Element> block(Map<Order, IpAddress> good, Instant now)
      throws NftComplaint {
    if (good.isEmpty()) {
      return Map.of();
    }
    if (!prepared) {
      table.prepare();
      prepared = true;
    }
    try {
      return blockOnce(good, now);
    } catch (NftComplaint e) {
      if (!e.nothingThere()) {
        throw e;
      }
      // Somebody flushed the rules, or an element ran out between our look and our write.
      table.prepare();
      return blockOnce(good, now);
    }
  }

  private Map<IpAddress, Element> blockOnce(Map<Order, IpAddress> good, Instant now)
      throws NftComplaint {
    Map<IpAddress, Element> before = table.read(good.values());
    Changes changes = new Changes(settings.table());
    good.forEach((order, address) -> plan(order, address, before.get(address), now, changes));
    table.write(changes);
    return before;
  }

  private static void plan(
      Order order, IpAddress address, @Nullable Element there, Instant now, Changes changes) {
    if (there != null && !Mark.ours(there.comment())) {
      return;
    }
    Duration left = Changes.left(now, order.expiresAt());
    if (there != null && there.comment().equals(Mark.of(order.key())) && !there.endsBefore(left)) {
      return;
    }
    if (there != null) {
      // Adding to an element that is there would keep its old key and its old end.
      changes.delete(address);
    }
    changes.add(address, order.key(), left);
  }

  private void unblock(Collection<IpAddress> addresses) throws NftComplaint {
    for (int attempt = 1; ; attempt++) {
      Changes changes = new Changes(settings.table());
      table.read(addresses).values().stream()
          .filter(e -> Mark.ours(e.comment()))
          .forEach(e -> changes.delete(e.address()));
      try {
        table.write(changes);
        return;
      } catch (NftComplaint e) {
        if (!e.nothingThere() || attempt == 3) {
          throw e;
        }
        // An element ran out between our look and our write, and took the others' removal along.
      }
    }
  }

  private Outcome done(Order order, @Nullable Element before) {
    boolean others = before != null && !Mark.ours(before.comment());
    String reference = table.place(addressOf(order)) + " " + order.target();
    return new Outcome.Done(order.key(), others ? before.state() : Map.of(), reference);
  }

  private Proof proof(
      Order order, Map<IpAddress, Element> elements, boolean complete, Instant readAt) {
    Optional<IpAddress> address = IpAddress.blockable(order.target().value());
    Element element = address.map(elements::get).orElse(null);
    return new Proof(
        order.key(),
        element != null && complete ? Proof.Result.HOLDS : Proof.Result.ABSENT,
        readAt,
        address.map(a -> evidence(a, element, complete)).orElse("no address that can be blocked"));
  }

  private String evidence(IpAddress address, @Nullable Element element, boolean complete) {
    String place = " in " + table.place(address);
    String found =
        element == null
            ? address + " is not" + place
            : address + " is" + place + " comment \"" + element.comment() + "\"";
    return found + (complete ? "; every hook drops by the set" : "; the drop rules are missing");
  }

  private static IpAddress addressOf(Order order) {
    return IpAddress.blockable(order.target().value()).orElseThrow();
  }

  private static Optional<Outcome> refusal(Order order, Instant now) {
    if (!order.capability().equals(Capability.BLOCK_ADDRESS)) {
      return Optional.of(
          new Outcome.Refused(
              order.key(), "NOT_OFFERED", "nftables can't do " + order.capability()));
    }
    if (IpAddress.blockable(order.target().value()).isEmpty()) {
      return Optional.of(
          new Outcome.Refused(
              order.key(),
              "BAD_ADDRESS",
              order.target() + " is not an address that can be blocked"));
    }
    Instant end = order.expiresAt();
    if (end != null && !end.isAfter(now)) {
      return Optional.of(
          new Outcome.Refused(order.key(), "EXPIRED", "the block's end " + end + " has passed"));
    }
    return Optional.empty();
  }

  private Outcome refused(String key, NftComplaint e) {
    return new Outcome.Refused(
        key, e.code(), "nft on " + table.host() + " refused: " + e.getMessage());
  }
}
