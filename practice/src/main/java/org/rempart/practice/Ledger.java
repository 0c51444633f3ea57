package org.rempart.practice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every effective operation, one JSON line each, on disk before anybody is told: the state of the
 * estate is what its entries add up to, so it outlives the process.
 */
public final class Ledger implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<Entry> entries = new ArrayList<>();
  private final FileChannel file;

  /**
   * Opens the ledger of a data directory and reads what it holds; a half-written last line goes.
   */
  public Ledger(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path path = directory.resolve("practice.ndjson");
    long good = Files.exists(path) ? read(path) : 0;
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(good);
    file.position(good);
  }

  /** Writes down what took effect just now. */
  public synchronized Entry append(
      String product, String operation, String target, Map<String, String> details) {
    Entry entry =
        new Entry(entries.size() + 1L, Instant.now(), product, operation, target, details);
    try {
      file.write(StandardCharsets.UTF_8.encode(JSON.writeValueAsString(entry) + "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.add(entry);
    return entry;
  }

  /** All entries of one product, oldest first. */
  public synchronized List<Entry> of(String product) {
    return entries.stream().filter(e -> e.product().equals(product)).toList();
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }

  private long read(Path path) throws IOException {
    long good = 0;
    for (String line : Files.readString(path).split("(?<=\n)")) {
      try {
        if (!line.endsWith("\n")) {
          break;
        }
        entries.add(JSON.readValue(line, Entry.class));
        good += line.getBytes(StandardCharsets.UTF_8).length;
      } catch (JacksonException e) {
        throw new IOException("practice ledger " + path + " is damaged at byte " + good, e);
      }
    }
    return good;
  }
}
