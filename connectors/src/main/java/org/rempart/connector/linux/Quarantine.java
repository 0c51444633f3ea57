package org.rempart.connector.linux;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.rempart.connector.Assurance;
import org.rempart.connector.AtHost;
import org.rempart.connector.Capability;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.Sha256;
import org.rempart.connector.TargetKind;
import org.rempart.connector.shell.CommandResult;

/**
 * Moves a file into a folder that only root may enter. The folder's name is the action's key, the
 * file in it keeps its owner, mode and times, and a link beside it says where it came from: all
 * that a revert needs is at the host.
 */
final class Quarantine implements Skill {

  private final String folder;

  Quarantine(LinuxSettings settings) {
    this.folder = settings.stateFolder() + "/quarantine";
  }

  @Override
  public Offer offer() {
    return new Offer(Capability.QUARANTINE_FILE, TargetKind.FILE, Assurance.KEYED, true, 1);
  }

  @Override
  public String host(Order order) throws Refusal {
    return AtHost.of(order).host();
  }

  @Override
  public Outcome execute(Machine machine, Order order) throws Refusal {
    String path = FilePath.of(order);
    Optional<FileState> kept = machine.file(content(order));
    if (kept.isPresent()) {
      return done(order, kept.get().state(path));
    }
    FileState there = movable(machine, path);
    String wanted = order.parameters().getOrDefault("sha256", there.sha256());
    if (!wanted.equalsIgnoreCase(there.sha256())) {
      String text = path + " has another content now: SHA-256 " + there.sha256();
      throw new Refusal("OTHER_CONTENT", text);
    }
    machine.change("mkdir", "-p", "-m", "700", "--", parent(), folder, place(order));
    machine.change("ln", "-s", "-f", "-T", "--", path, place(order) + "/origin");
    machine.change("mv", "-n", "-T", "--", path, content(order));
    return done(order, there.state(path));
  }

  @Override
  public Proof verify(Machine machine, Order order) throws Refusal {
    String path = FilePath.of(order);
    Optional<FileState> there = machine.file(path);
    Optional<FileState> kept = machine.file(content(order));
    String evidence =
        "%s on %s: %s; in quarantine: %s"
            .formatted(path, machine.host().name(), told(there), told(kept));
    boolean holds = there.isEmpty() && kept.isPresent();
    return new Proof(
        order.key(), holds ? Proof.Result.HOLDS : Proof.Result.ABSENT, Instant.now(), evidence);
  }

  @Override
  public Outcome revert(Machine machine, Reversal reversal) throws Refusal {
    Order order = reversal.order();
    String path = FilePath.of(order);
    if (machine.file(content(order)).isPresent()) {
      if (machine.file(path).isPresent()) {
        String text = "there is another " + path + " on " + machine.host().name() + " by now";
        throw new Refusal("PATH_OCCUPIED", text);
      }
      machine.change("mv", "-n", "-T", "--", content(order), path);
      machine.change("rm", "-f", "--", place(order) + "/origin");
      machine.change("rmdir", "--", place(order));
    }
    return done(order, Map.of());
  }

  /**
   * A regular file, and not one that a link in the path leads to: the link could lead elsewhere.
   */
  static FileState movable(Machine machine, String path) throws Refusal {
    FileState there =
        machine
            .file(path)
            .orElseThrow(
                () -> new Refusal("NO_SUCH_FILE", machine.host().name() + " has no " + path));
    CommandResult real = machine.read("realpath", "-e", "-z", "--", path);
    String found = real.output().replace("\0", "");
    if (!there.regular() || !found.equals(path)) {
      String text = path + " is no regular file of this path" + (real.ok() ? ": see " + found : "");
      throw new Refusal("NOT_A_FILE", text);
    }
    return there;
  }

  private String parent() {
    return folder.substring(0, folder.lastIndexOf('/'));
  }

  private String place(Order order) {
    return folder + "/" + Sha256.of(order.key());
  }

  private String content(Order order) {
    return place(order) + "/content";
  }

  private Outcome done(Order order, Map<String, String> before) {
    return new Outcome.Done(order.key(), before, place(order));
  }

  private static String told(Optional<FileState> state) {
    return state.map(FileState::toString).orElse("nothing");
  }
}
