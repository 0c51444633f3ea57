package org.rempart.connector.linux;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
import org.rempart.connector.probe.TcpProbe;

/** Acts on a group of Linux hosts over SSH; an order finds its host by name or address. */
public final class LinuxConnector implements Connector {

  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(1);

  private final LinuxSettings settings;
  private final Map<Capability, Skill> skills = new LinkedHashMap<>();
  private final List<Machine> machines;

  public LinuxConnector(LinuxSettings settings) {
    this.settings = settings;
    this.machines = settings.hosts().stream().map(h -> new Machine(h, settings)).toList();
    Stream<Skill> all =
        Stream.of(
            new Isolation(settings, new TcpProbe(PROBE_PATIENCE)),
            new Processes(),
            new Quarantine(settings),
            Listing.processes(),
            Listing.logins(),
            new Sessions(settings),
            new AccountLock(settings));
    all.forEach(this::add);
    if (settings.evidenceFolder() != null) {
      add(new Collection(settings.evidenceFolder(), settings.collectLimit()));
    }
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "Linux over SSH";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return skills.values().stream().map(Skill::offer).toList();
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return OneByOne.execute(batch, order -> skill(order).execute(machine(order), order));
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    return OneByOne.verify(batch, order -> skill(order).verify(machine(order), order));
  }

  @Override
  public List<Proof> found(List<Order> batch) {
    return OneByOne.found(batch, order -> skill(order).verify(machine(order), order));
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    return OneByOne.revert(batch, r -> skill(r.order()).revert(machine(r.order()), r));
  }

  @Override
  public Health health() {
    return new Checkup(machines).health();
  }

  @Override
  public void close() {
    machines.forEach(Machine::close);
  }

  private void add(Skill skill) {
    skills.put(skill.offer().capability(), skill);
  }

  private Skill skill(Order order) throws Refusal {
    Skill skill = skills.get(order.capability());
    if (skill == null) {
      throw new Refusal("NOT_OFFERED", settings.id() + " can't do " + order.capability());
    }
    return skill;
  }

  private Machine machine(Order order) throws Refusal {
    String name = skill(order).host(order);
    List<Machine> called = machines.stream().filter(m -> m.host().called(name)).toList();
    if (called.size() != 1) {
      throw called.isEmpty()
          ? new Refusal("UNKNOWN_HOST", name + " is not in the host list of " + settings.id())
          : new Refusal("AMBIGUOUS_HOST", name + " means several hosts of " + settings.id());
    }
    return called.getFirst();
  }
}
