package org.rempart.connector.declared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.rempart.connector.Assurance;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Reversal;
import org.rempart.connector.SettingsException;
import org.rempart.connector.Target;

/**
 * Tries a declaration on a product and tells each request: for whoever writes one. What it does, it
 * does for real.
 */
public final class Trial implements AutoCloseable {

  private final Connector connector;
  private final Consumer<String> out;
  private final Duration patience;
  private final ListingTrial listing;

  private Trial(Connector connector, Consumer<String> out, Duration patience) {
    this.connector = connector;
    this.out = out;
    this.patience = patience;
    this.listing = new ListingTrial(connector, what -> tell("list", what));
  }

  /**
   * Reads a declaration.
   *
   * @param file the YAML file, or the name of a type that comes with Rempart
   * @param options the settings, by name
   * @param out takes each line that is told
   * @param patience how long a proof may take to show
   * @throws SettingsException with every fault of the file, or of the settings
   */
  public static Trial of(
      Path file, Map<String, String> options, Consumer<String> out, Duration patience) {
    Declaration declaration = declaration(file);
    ConnectorSettings settings =
        new ConnectorSettings("try", declaration.type(), false, List.of(), options);
    DeclaredSettings read;
    try {
      read = DeclaredSettings.read(declaration, settings);
    } catch (SettingsException e) {
      declaration.settings().forEach(setting -> out.accept(described(setting)));
      throw e;
    }
    Calls.Listener listener =
        (step, method, path, status, took) ->
            out.accept(
                "    %-12s %s %s → %s in %d ms"
                    .formatted(
                        step,
                        method,
                        path,
                        status == 0 ? "no answer" : String.valueOf(status),
                        took.toMillis()));
    return new Trial(new DeclaredConnector(declaration, read, listener), out, patience);
  }

  /** Checks reachability, credentials and rights; answers whether all is well. */
  public boolean health() {
    Health health = connector.health();
    tell(
        "health",
        health.good()
            ? "good: " + health.detail()
            : "reachable %b, authenticated %b, authorised %b: %s"
                .formatted(
                    health.reachable(),
                    health.authenticated(),
                    health.authorised(),
                    health.detail()));
    return health.good();
  }

  /**
   * Lists what the product holds of each capability that can list it; changes nothing.
   *
   * @return whether each could be listed
   */
  public boolean lists() {
    return listing.all();
  }

  /**
   * Brings a capability about on a target, reads it back, takes it back, and reads again.
   *
   * @return whether each step went as it should
   */
  public boolean round(String capability, String target, Map<String, String> parameters) {
    Offer offer =
        connector.offers().stream()
            .filter(o -> o.capability().id().equals(capability))
            .findFirst()
            .orElse(null);
    if (offer == null) {
      List<String> all = connector.offers().stream().map(o -> o.capability().id()).toList();
      out.accept("capability " + capability + " is not declared; there is " + all);
      return false;
    }
    Order order =
        new Order(
            "try-" + UUID.randomUUID(),
            offer.capability(),
            new Target(offer.targetKind(), target),
            null,
            parameters);
    try {
      return round(offer, order);
    } catch (ConnectorException e) {
      tell("failed", e.getClass().getSimpleName() + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    connector.close();
  }

  private boolean round(Offer offer, Order order) {
    boolean blind = offer.assurance() == Assurance.BLIND;
    if (!blind) {
      tell("before", connector.found(List.of(order)).getFirst());
    }
    Outcome executed = connector.execute(List.of(order)).getFirst();
    if (!(executed instanceof Outcome.Done done)) {
      return told("execute", executed);
    }
    told("execute", executed);
    boolean theirs = !done.stateBefore().isEmpty();
    boolean proven =
        (blind || becomes("verify", order, Proof.Result.HOLDS))
            && listing.shows(order.capability(), order.target(), theirs ? null : order.key());
    if (!offer.reversible()) {
      tell("revert", "not reversible: it stays");
      return proven;
    }
    Reversal reversal = new Reversal(order, done.stateBefore());
    boolean reverted = told("revert", connector.revert(List.of(reversal)).getFirst());
    Proof.Result after = theirs ? Proof.Result.HOLDS : Proof.Result.ABSENT;
    return reverted && (blind || becomes("verify", order, after)) && proven;
  }

  private boolean becomes(String stage, Order order, Proof.Result wanted) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Proof proof = connector.verify(List.of(order)).getFirst();
      tell(stage, proof);
      if (proof.result() == wanted) {
        return true;
      }
      if (System.nanoTime() > end) {
        tell(stage, "should have been " + wanted);
        return false;
      }
      pause();
    }
  }

  private boolean told(String stage, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> {
        String before =
            done.stateBefore().isEmpty() ? "" : ", stood there before " + done.stateBefore();
        tell(stage, "done " + done.reference() + before);
        return true;
      }
      case Outcome.Refused refused -> {
        tell(stage, "refused " + refused.code() + ": " + refused.message());
        return false;
      }
    }
  }

  private void tell(String stage, Proof proof) {
    tell(stage, proof.result() + ": " + proof.evidence());
  }

  private void tell(String stage, String what) {
    out.accept("%-8s %s".formatted(stage, what).stripTrailing());
  }

  private static Declaration declaration(Path file) {
    if (Files.exists(file)) {
      try {
        return DeclarationReader.read(file.toString(), Files.readString(file));
      } catch (IOException e) {
        throw new SettingsException(List.of(file + ": can't be read"));
      }
    }
    return Declarations.packed(file.toString())
        .orElseThrow(() -> new SettingsException(List.of(file + ": there is no such file")));
  }

  private static String described(Setting setting) {
    boolean french = Locale.getDefault().getLanguage().equals("fr");
    String doc = french ? setting.docs().fr() : setting.docs().en();
    String kind = setting.kind().name().toLowerCase();
    String need =
        setting.required() ? "" : setting.optional() ? ", optional" : ", " + setting.fallback();
    return "  %-20s %s (%s%s)".formatted(setting.name(), doc, kind, need);
  }

  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
