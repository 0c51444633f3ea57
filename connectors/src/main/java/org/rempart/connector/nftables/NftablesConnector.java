package org.rempart.connector.nftables;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.Health;
import org.rempart.connector.IpAddress;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LoginRefusedException;

/**
 * Blocks addresses by the sets of a table of our own. An element that somebody else put there is
 * left as it is, by {@link #execute} and by {@link #revert}.
 */
public final class NftablesConnector implements Connector {

  private static final int BATCH = 1000;

  private final NftablesSettings settings;
  private final BlockTable table;
  private volatile boolean prepared;

  public NftablesConnector(NftablesSettings settings) {
    this.settings = settings;
    this.table = new BlockTable(settings);
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
        new Offer(Capability.BLOCK_ADDRESS, TargetKind.ADDRESS, Assurance.KEYED, true, BATCH));
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
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
    try {
      CommandResult listed = table.listTable();
      Instant readAt = Instant.now();
      return batch.stream().map(order -> proof(order, listed, readAt)).toList();
    } catch (ConnectorException e) {
      Instant readAt = Instant.now();
      return batch.stream()
          .map(o -> new Proof(o.key(), Proof.Result.UNKNOWN, readAt, e.getMessage()))
          .toList();
    }
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    Map<String, IpAddress> addresses = new LinkedHashMap<>();
    batch.forEach(
        r ->
            IpAddress.parse(r.order().target().value())
                .ifPresent(a -> addresses.put(r.order().key(), a)));
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
    List<String> commands = new ArrayList<>();
    good.forEach((order, address) -> commands.addAll(commands(order, address, before, now)));
    if (!commands.isEmpty()) {
      table.write(commands);
    }
    return before;
  }

  private List<String> commands(
      Order order, IpAddress address, Map<IpAddress, Element> before, Instant now) {
    Element there = before.get(address);
    String add = add(order, address, now);
    if (there == null) {
      return List.of(add);
    }
    if (!Mark.ours(there.comment()) || there.comment().equals(Mark.of(order.key()))) {
      return List.of();
    }
    // Left by an earlier action of ours: adding to it would keep the old key.
    return List.of(delete(address), add);
  }

  private void unblock(Map<String, IpAddress> addresses) throws NftComplaint {
    for (int attempt = 1; ; attempt++) {
      List<String> commands =
          table.read(addresses.values()).values().stream()
              .filter(e -> Mark.ours(e.comment()))
              .map(e -> delete(e.address()))
              .toList();
      try {
        if (!commands.isEmpty()) {
          table.write(commands);
        }
        return;
      } catch (NftComplaint e) {
        if (!e.nothingThere() || attempt == 3) {
          throw e;
        }
        // An element ran out between our look and our write, and took the others' removal along.
      }
    }
  }

  private String add(Order order, IpAddress address, Instant now) {
    Instant end = order.expiresAt();
    String timeout =
        end == null
            ? ""
            : " timeout " + Duration.between(now, end).plusSeconds(1).toSeconds() + "s";
    return "add element %s { %s%s comment \"%s\" }"
        .formatted(table.place(address), address, timeout, Mark.of(order.key()));
  }

  private String delete(IpAddress address) {
    return "delete element %s { %s }".formatted(table.place(address), address);
  }

  private Outcome done(Order order, @Nullable Element before) {
    boolean others = before != null && !Mark.ours(before.comment());
    String reference = table.place(addressOf(order)) + " " + order.target();
    return new Outcome.Done(order.key(), others ? before.state() : Map.of(), reference);
  }

  private Proof proof(Order order, CommandResult listed, Instant readAt) {
    Optional<IpAddress> address = IpAddress.blockable(order.target().value());
    if (!listed.ok() || address.isEmpty()) {
      boolean absent = listed.ok() || new NftComplaint(listed.error()).nothingThere();
      prepared = false;
      return new Proof(
          order.key(),
          absent ? Proof.Result.ABSENT : Proof.Result.UNKNOWN,
          readAt,
          listed.ok() ? order.target() + " can't be blocked" : listed.complaint());
    }
    Ruleset rules = Ruleset.parse(listed.output());
    String comment = rules.elements().get(address.get());
    boolean complete = rules.complete(address.get());
    prepared &= complete;
    return new Proof(
        order.key(),
        comment != null && complete ? Proof.Result.HOLDS : Proof.Result.ABSENT,
        readAt,
        evidence(address.get(), comment, complete));
  }

  private String evidence(IpAddress address, @Nullable String comment, boolean complete) {
    String element =
        comment == null
            ? address + " is not in " + table.place(address)
            : address + " is in " + table.place(address) + " comment \"" + comment + "\"";
    return element + (complete ? "; every hook drops by the set" : "; the drop rules are missing");
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
