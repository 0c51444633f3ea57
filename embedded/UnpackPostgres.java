import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Lays out PostgreSQL's binaries at build time: they come as an xz archive inside a jar, and
 * neither Maven's plugins nor every machine's tar opens xz. Arguments: target folder, and the
 * version that a marker file remembers.
 */
final class UnpackPostgres {

  private UnpackPostgres() {}

  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    Path marker = target.resolve("VERSION");
    if (Files.exists(marker) && Files.readString(marker).equals(args[1])) {
      return;
    }
    delete(target);
    try (InputStream archive = archive();
        var tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        write(tar, entry, target);
      }
    }
    Files.writeString(marker, args[1]);
  }

  private static InputStream archive() throws IOException {
    for (String name :
        new String[] {
          "postgres-linux-x86_64.txz",
          "postgres-linux-arm_64.txz",
          "postgres-darwin-x86_64.txz",
          "postgres-darwin-arm_64.txz"
        }) {
      InputStream found = UnpackPostgres.class.getResourceAsStream("/" + name);
      if (found == null) {
        found = Thread.currentThread().getContextClassLoader().getResourceAsStream(name);
      }
      if (found != null) {
        return found;
      }
    }
    throw new IOException("no PostgreSQL archive on the class path: which platform is this?");
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("entry outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0) {
      path.toFile().setExecutable(true, false);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
