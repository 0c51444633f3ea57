package org.rempart.connector.declared;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Holding;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.Parameters;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import org.rempart.connector.http.HttpCall;

/**
 * Runs a declaration. What holds for every product is here and not in the files: the product is
 * read before it is changed, what holds already is not done again, and what stood there before
 * Rempart stays.
 */
final class DeclaredConnector implements Connector {

  private final Declaration declaration;
  private final DeclaredSettings settings;
  private final Calls calls;

  DeclaredConnector(Declaration declaration, DeclaredSettings settings, Calls.Listener listener) {
    this.declaration = declaration;
    this.settings = settings;
    this.calls = new Calls(declaration, settings, listener);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return declaration.name() + " " + declaration.contract();
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return declaration.actions().values().stream()
        .filter(this::offered)
        .flatMap(a -> a.offers().stream().map(offer -> offer.withLag(lag(a))))
        .toList();
  }

  private Duration lag(Action action) {
    Duration lag = Seconds.of(action.lag(), Map.of("settings", settings.values()));
    return lag == null ? Duration.ZERO : lag;
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    Map<HttpCall, Calls.Heard> memory = new HashMap<>();
    return OneByOne.execute(batch, order -> executed(order, memory));
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    Map<HttpCall, Calls.Heard> memory = new HashMap<>();
    return OneByOne.verify(batch, order -> proof(order, action(order).proof(), memory));
  }

  @Override
  public List<Proof> found(List<Order> batch) {
    Map<HttpCall, Calls.Heard> memory = new HashMap<>();
    return OneByOne.found(batch, order -> proof(order, action(order).read(), memory));
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    Map<HttpCall, Calls.Heard> memory = new HashMap<>();
    return OneByOne.revert(batch, reversal -> reverted(reversal, memory));
  }

  @Override
  public Optional<List<Holding>> holdings(Capability capability) {
    Action action = declaration.actions().get(capability.id());
    Listing list = action == null || !offered(action) ? null : action.list();
    if (list == null) {
      return Optional.empty();
    }
    TargetKind kind = action.offers().getFirst().targetKind();
    try {
      return Optional.of(Holdings.of(list, kind, page -> run(Map.of("page", page), list.define())));
    } catch (Refusal e) {
      String text = declaration.name() + " can't list what it holds of " + capability + ": ";
      throw new ProductUnavailableException(text + e.getMessage(), e);
    }
  }

  @Override
  public Health health() {
    return OneByOne.health(
        () -> {
          Run run = run(Map.of(), Map.of());
          run.steps(declaration.health().steps(), null);
          run.refuse(declaration.health().refuse());
          run.keep();
          return run.said(declaration.health().detail());
        });
  }

  @Override
  public void close() {
    calls.close();
  }

  private Outcome executed(Order order, Map<HttpCall, Calls.Heard> memory) throws Refusal {
    Action action = action(order);
    Run run = run(OrderNames.of(order), action.define());
    run.refuse(action.refuse());
    Reading read = action.read();
    if (read != null) {
      Sight sight = known(Sight.of(read, run, memory, declaration), order);
      if (sight.result() == Proof.Result.HOLDS && !sight.renew()) {
        boolean others = action.revert() != null && !sight.ours();
        return done(order, others ? sight.before() : Map.of(), action, run);
      }
    }
    Doing execute = action.execute();
    if (execute == null) {
      return done(order, Map.of(), action, run);
    }
    needed(action, order);
    changing(run, execute);
    return done(order, Map.of(), action, run);
  }

  private Outcome reverted(Reversal reversal, Map<HttpCall, Calls.Heard> memory) throws Refusal {
    Order order = reversal.order();
    Action action = action(order);
    Doing revert = action.revert();
    if (revert == null) {
      throw new Refusal("NOT_REVERSIBLE", "there is nothing to take back");
    }
    Run run = run(OrderNames.of(order), action.define());
    Reading read = action.read();
    boolean othersWas = !reversal.stateBefore().isEmpty();
    if (!othersWas
        && (read == null
            || takenBack(known(Sight.of(read, run, memory, declaration), order), read, revert))) {
      changing(run, revert);
    }
    return new Outcome.Done(order.key(), Map.of(), "");
  }

  /** Whether there is something of ours to take back, or may come yet. */
  private static boolean takenBack(Sight sight, Reading read, Doing revert) {
    return sight.result() == Proof.Result.HOLDS
        ? read.ours() == null || sight.ours()
        : revert.evenIfAbsent();
  }

  /**
   * Takes steps that change something. Once the product took one, a failure of the next leaves the
   * outcome unknown: a refusal would say that nothing was done.
   */
  private static void changing(Run run, Doing doing) throws Refusal {
    try {
      run.refuse(doing.refuse());
      run.steps(doing.steps(), null);
    } catch (Refusal | ProductUnavailableException e) {
      if (run.changed()) {
        throw new OutcomeUnknownException("a part of it was done: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private Proof proof(Order order, @Nullable Reading reading, Map<HttpCall, Calls.Heard> memory)
      throws Refusal {
    if (reading == null) {
      throw new Refusal("BLIND", declaration.name() + " does not tell what became of it");
    }
    Action action = action(order);
    Run run = run(OrderNames.of(order), action.define());
    if (action.execute() == null) {
      // Asking is all that is done here, so what must not be asked is not asked for a proof either.
      run.refuse(action.refuse());
    }
    Sight sight = Sight.of(reading, run, memory, declaration);
    return new Proof(order.key(), sight.result(), run.asOf(), sight.evidence());
  }

  private Sight known(Sight sight, Order order) {
    if (sight.result() == Proof.Result.UNKNOWN) {
      String text = declaration.name() + " can't tell how " + order.target() + " stands: ";
      throw new ProductUnavailableException(text + sight.evidence(), null);
    }
    return sight;
  }

  private static Outcome done(Order order, Map<String, String> before, Action action, Run run) {
    return new Outcome.Done(order.key(), before, run.said(action.reference()));
  }

  private static void needed(Action action, Order order) throws Refusal {
    for (String name : action.needs()) {
      Parameters.required(order, name);
    }
  }

  private Action action(Order order) throws Refusal {
    Action action = declaration.actions().get(order.capability().id());
    if (action == null || !offered(action)) {
      String text = declaration.name() + " can't do " + order.capability() + " here";
      throw new Refusal("NOT_OFFERED", text);
    }
    return action;
  }

  private boolean offered(Action action) {
    Expression offered = action.offered();
    return offered == null || offered.holds(Map.of("settings", settings.values()));
  }

  private Run run(Map<String, Object> more, Map<String, Expression> define) {
    Map<String, Object> base = new HashMap<>(more);
    base.put("settings", settings.values());
    return new Run(declaration, calls, settings.secrets(), base, define);
  }
}
