package org.rempart.embedded.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Everything of one instance that lasts.
 *
 * @param path absolute
 */
public record DataFolder(Path path) {

  /** Opens the folder, made with access for its owner alone when it is not there. */
  public static DataFolder open(Path path) {
    try {
      Path absolute = path.toAbsolutePath().normalize();
      Files.createDirectories(absolute);
      Private.folder(absolute);
      return new DataFolder(absolute.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("the data folder " + path + " can't be used", e);
    }
  }

  /** The folder of one part. */
  public Path of(String part) {
    return path.resolve(part);
  }

  /** The log of one part. */
  public Path log(String part) {
    return path.resolve("logs").resolve(part + ".log");
  }

  /** Console logins, API token and the database's password; readable by the owner alone. */
  public Path credentials() {
    return path.resolve("credentials.json");
  }

  /** Ports in use, by listener. */
  public Path ports() {
    return path.resolve("ports.json");
  }

  /** Processes that were started here, with their start times. */
  public Path processes() {
    return path.resolve("processes.json");
  }

  /** Settings of the application that an administrator may change; read at its start. */
  public Path settings() {
    return path.resolve("settings");
  }

  /**
   * Makes this process the folder's only supervisor until it ends, however it ends.
   *
   * @throws NotStartedException when another one holds it
   */
  public FileLock lock() {
    try {
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      throw busy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw busy();
  }

  private NotStartedException busy() {
    return new NotStartedException(
        "another Rempart runs on " + path + ": stop it, or give this one its own with --data DIR");
  }
}
