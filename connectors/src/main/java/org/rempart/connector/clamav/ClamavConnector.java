package org.rempart.connector.clamav;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.rempart.connector.Assurance;
import org.rempart.connector.AtHost;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import org.rempart.connector.linux.FilePath;

/** Blocks hashes by a signature file of our own, and has files scanned. */
public final class ClamavConnector implements Connector {

  private final ClamavSettings settings;
  private final Clamd clamd;
  private final SignatureFile file;

  /** The file is read, changed and written as a whole. */
  private final ReentrantLock turn = new ReentrantLock();

  public ClamavConnector(ClamavSettings settings) {
    this.settings = settings;
    this.clamd = new Clamd(settings);
    this.file = new SignatureFile(settings);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "ClamAV 1.4 clamd";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    List<Offer> offers = new ArrayList<>();
    offers.add(new Offer(Capability.BLOCK_HASH, TargetKind.FILE_HASH, Assurance.KEYED, true, 1));
    if (!settings.hostName().isEmpty()) {
      offers.add(new Offer(Capability.SCAN_FILE, TargetKind.FILE, Assurance.READABLE, false, 1));
    }
    return offers;
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return OneByOne.execute(
        batch,
        order ->
            switch (order.capability().id()) {
              case "endpoint.block-hash" -> inTurn(() -> block(order));
              case "endpoint.scan-file" -> new Outcome.Done(order.key(), Map.of(), path(order));
              default -> throw notOffered(order);
            });
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
    return OneByOne.revert(
        batch,
        r -> {
          if (!r.order().capability().equals(Capability.BLOCK_HASH)) {
            throw new Refusal("NOT_REVERSIBLE", "there is nothing to take back");
          }
          return inTurn(() -> unblock(r.order()));
        });
  }

  @Override
  public Health health() {
    return OneByOne.health(
        () -> {
          String version = clamd.ask("VERSION");
          if (!file.writable()) {
            String text = "the folder of " + settings.signatureFile() + " can't be written";
            throw new Refusal("NOT_PERMITTED", text + " on " + file.place());
          }
          return version + " at " + clamd.place();
        });
  }

  @Override
  public void close() {
    file.close();
  }

  private Outcome block(Order order) throws Refusal {
    String hash = hash(order);
    Signatures before = file.read();
    Optional<String> line = before.of(hash);
    Signatures after = line.isEmpty() ? before.with(hash, order.key()) : before;
    if (line.isEmpty()) {
      file.write(after);
    }
    if (!loaded(after)) {
      reload();
    }
    boolean others = line.isPresent() && !Signatures.ours(line.get());
    Map<String, String> state = others ? Map.of("line", line.get()) : Map.of();
    return new Outcome.Done(order.key(), state, line.orElse(Signatures.name(order.key())));
  }

  private Outcome unblock(Order order) throws Refusal {
    Signatures before = file.read();
    Optional<String> line = before.of(hash(order)).filter(Signatures::ours);
    if (line.isPresent()) {
      file.write(before.without(line.get()));
    }
    // Also when the line is gone: an earlier attempt may have ended before this.
    reload();
    return new Outcome.Done(order.key(), Map.of(), hash(order));
  }

  private boolean loaded(Signatures signatures) {
    try {
      return Signatures.canaryFound(clamd.scan(signatures.canary()));
    } catch (ProductUnavailableException e) {
      throw new OutcomeUnknownException("the signatures are written, " + e.getMessage(), e);
    }
  }

  /** clamd answers at once and goes on with the old signatures until the new ones are read. */
  private void reload() throws Refusal {
    try {
      String answer = clamd.ask("RELOAD");
      if (!answer.equals("RELOADING")) {
        throw new Refusal("CLAMD_REFUSED", "clamd says: " + answer);
      }
    } catch (ProductUnavailableException e) {
      throw new OutcomeUnknownException("the signatures are written, " + e.getMessage(), e);
    }
  }

  private Proof proof(Order order) throws Refusal {
    return switch (order.capability().id()) {
      case "endpoint.block-hash" -> blocked(order);
      case "endpoint.scan-file" -> scanned(order);
      default -> throw notOffered(order);
    };
  }

  /** That the line is in the file says nothing of clamd; that it finds the canary does. */
  private Proof blocked(Order order) throws Refusal {
    Signatures signatures = file.read();
    Optional<String> line = signatures.of(hash(order));
    if (line.isEmpty()) {
      return proof(order, Proof.Result.ABSENT, settings.signatureFile() + " has no such line");
    }
    String answer = clamd.scan(signatures.canary());
    return Signatures.canaryFound(answer)
        ? proof(order, Proof.Result.HOLDS, line.get() + "; clamd has loaded it: " + answer)
        : proof(order, Proof.Result.UNKNOWN, line.get() + "; clamd has not loaded it: " + answer);
  }

  private Proof scanned(Order order) throws Refusal {
    String answer = clamd.ask("SCAN " + path(order));
    if (!answer.endsWith(" FOUND") && !answer.endsWith(": OK")) {
      throw new Refusal("NOT_SCANNED", "clamd says: " + answer);
    }
    return proof(order, Proof.Result.HOLDS, answer + " (" + clamd.ask("VERSION") + ")");
  }

  private String path(Order order) throws Refusal {
    String host = AtHost.of(order).host();
    if (!host.equalsIgnoreCase(settings.hostName())) {
      throw new Refusal(
          "UNKNOWN_HOST", settings.id() + " scans on " + settings.hostName() + " alone");
    }
    return FilePath.of(order);
  }

  private static String hash(Order order) throws Refusal {
    String hash = order.target().value().toLowerCase(Locale.ROOT);
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new Refusal("BAD_HASH", order.target() + " is no SHA-256");
    }
    return hash;
  }

  private interface Work {
    Outcome done() throws Refusal;
  }

  private Outcome inTurn(Work work) throws Refusal {
    turn.lock();
    try {
      return work.done();
    } finally {
      turn.unlock();
    }
  }

  private Refusal notOffered(Order order) {
    return new Refusal("NOT_OFFERED", settings.id() + " can't do " + order.capability());
  }

  private static Proof proof(Order order, Proof.Result result, String evidence) {
    return new Proof(order.key(), result, Instant.now(), evidence);
  }
}
