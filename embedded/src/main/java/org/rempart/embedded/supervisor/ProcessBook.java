package org.rempart.embedded.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rempart.embedded.RunningPart;
import tools.jackson.core.type.TypeReference;

/**
 * Which processes were started for this data folder. A process is known by its id and its start
 * time: ids are used again. Thread-safe.
 */
final class ProcessBook {

  /**
   * The start time comes from ticks since boot and a boot time in whole seconds, which a corrected
   * clock can move.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /**
   * One process.
   *
   * @param startedAt as the system told it
   * @param program tells whether the same program would be started the same way now
   */
  record Entry(long pid, Instant startedAt, String program) {}

  private final DataFolder folder;
  private final Map<String, Entry> entries;

  ProcessBook(DataFolder folder) {
    this.folder = folder;
    this.entries =
        new TreeMap<>(
            JsonFile.read(
                folder.processes(), new TypeReference<Map<String, Entry>>() {}, Map.of()));
  }

  synchronized void note(RunningPart running, String program) {
    entries.put(running.part().name(), new Entry(running.pid(), running.startedAt(), program));
    JsonFile.write(folder.processes(), entries);
  }

  synchronized void forget(String part) {
    entries.remove(part);
    JsonFile.write(folder.processes(), entries);
  }

  /** What was noted of a part, whether or not it runs. */
  synchronized Optional<Entry> entry(String part) {
    return Optional.ofNullable(entries.get(part));
  }

  /** The process noted for a part, if it still runs. */
  Optional<ProcessHandle> alive(String part) {
    return entry(part)
        .flatMap(
            entry ->
                ProcessHandle.of(entry.pid())
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> same(process, entry)));
  }

  private static boolean same(ProcessHandle process, Entry entry) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, entry.startedAt()).abs())
        .filter(difference -> difference.compareTo(TOLERANCE) <= 0)
        .isPresent();
  }
}
