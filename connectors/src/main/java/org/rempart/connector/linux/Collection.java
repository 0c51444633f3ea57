package org.rempart.connector.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rempart.connector.Assurance;
import org.rempart.connector.AtHost;
import org.rempart.connector.Capability;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Sha256;
import org.rempart.connector.TargetKind;
import org.rempart.connector.shell.CommandResult;

/**
 * Copies a file of a host into a folder of this machine. The copy's name is the action's key and
 * the content's SHA-256, so that a repeat finds it and a changed copy shows.
 */
final class Collection implements Skill {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final int limit;

  /**
   * @param limit largest file, in bytes
   */
  Collection(Path folder, int limit) {
    this.folder = folder;
    this.limit = limit;
  }

  @Override
  public Offer offer() {
    return new Offer(Capability.COLLECT_FILE, TargetKind.FILE, Assurance.KEYED, false, 1);
  }

  @Override
  public String host(Order order) throws Refusal {
    return AtHost.of(order).host();
  }

  @Override
  public Outcome execute(Machine machine, Order order) throws Refusal {
    String path = FilePath.of(order);
    Optional<Path> copy = copy(order);
    if (copy.isPresent()) {
      return done(order, copy.get());
    }
    FileState there = Quarantine.movable(machine, path);
    if (there.size() > limit) {
      String text = path + " has " + there.size() + " bytes, more than the limit of " + limit;
      throw new Refusal("TOO_LARGE", text);
    }
    CommandResult content = machine.read("base64", "-w", "0", "--", path);
    if (!content.ok()) {
      throw machine.complaint("base64", content);
    }
    return done(order, keep(order, Base64.getDecoder().decode(content.output())));
  }

  @Override
  public Proof verify(Machine machine, Order order) throws Refusal {
    Optional<Path> copy = copy(order);
    if (copy.isEmpty()) {
      String text = "there is no copy of " + order.target() + " in " + folder;
      return new Proof(order.key(), Proof.Result.ABSENT, Instant.now(), text);
    }
    byte[] content = content(copy.get());
    boolean whole = copy.get().getFileName().toString().endsWith(Sha256.of(content));
    String text =
        "%s: SHA-256 %s, %d bytes, kept as %s%s"
            .formatted(
                order.target(),
                Sha256.of(content),
                content.length,
                copy.get(),
                whole ? "" : "; the copy was changed since");
    Proof.Result result = whole ? Proof.Result.HOLDS : Proof.Result.ABSENT;
    return new Proof(order.key(), result, Instant.now(), text);
  }

  /** Written beside and moved into place, so that half a copy is never taken for one. */
  private Path keep(Order order, byte[] content) {
    Path place = folder.resolve(name(order) + "-" + Sha256.of(content));
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "part", "", OWNER_ONLY);
      Files.write(part, content);
      return Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ProductUnavailableException("evidence can't be kept in " + folder, e);
    }
  }

  private Optional<Path> copy(Order order) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(name(order) + "-"))
          .findFirst();
    } catch (IOException e) {
      throw new ProductUnavailableException("evidence in " + folder + " can't be read", e);
    }
  }

  private static byte[] content(Path copy) {
    try {
      return Files.readAllBytes(copy);
    } catch (IOException e) {
      throw new ProductUnavailableException("evidence " + copy + " can't be read", e);
    }
  }

  private static String name(Order order) {
    return Sha256.of(order.key()).substring(0, 32);
  }

  private static Outcome done(Order order, Path copy) {
    String hash = copy.getFileName().toString().split("-", 2)[1];
    return new Outcome.Done(order.key(), Map.of(), "sha256:" + hash + " " + copy);
  }
}
