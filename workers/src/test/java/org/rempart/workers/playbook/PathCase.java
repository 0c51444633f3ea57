package org.rempart.workers.playbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One way through a drawing, from a {@code cases/*.yaml} beside it: what the workers and the people
 * answer, and which way that should lead.
 *
 * @param name what the case shows
 * @param process process id of the drawing it starts
 * @param variables with which it starts
 * @param jobs per element, the answers to its jobs in turn, the last one repeats; {@code $wait}
 *     keeps a job open until nothing else moves, {@code $never} for good
 * @param responses per call activity, the outcomes of its response in turn
 * @param messages messages published once an element is active
 * @param path elements that complete, in this order, others between them
 * @param never elements that must not be reached
 * @param results variables that the process ends with
 */
record PathCase(
    String name,
    String process,
    Map<String, Object> variables,
    Map<String, List<Map<String, Object>>> jobs,
    Map<String, List<String>> responses,
    List<Message> messages,
    List<String> path,
    List<String> never,
    Map<String, Object> results) {

  record Message(String name, String after) {}

  /** All cases below {@code playbooks/} and {@code workflows/}. */
  static List<PathCase> all() {
    Path root = Path.of(Optional.ofNullable(System.getProperty("rempart.root")).orElse(".."));
    return Stream.of("workflows", "playbooks").flatMap(dir -> files(root.resolve(dir))).toList();
  }

  private static Stream<PathCase> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getParent().endsWith("cases") && file.toString().endsWith(".yaml"))
          .sorted()
          .toList()
          .stream()
          .flatMap(PathCase::read);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<PathCase> read(Path file) {
    try {
      List<Map<String, Object>> cases =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      return cases.stream().map(PathCase::of);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static PathCase of(Map<String, Object> yaml) {
    return new PathCase(
        (String) yaml.get("case"),
        (String) yaml.get("process"),
        value(yaml.get("variables"), Map.of()),
        value(yaml.get("jobs"), Map.of()),
        value(yaml.get("responses"), Map.of()),
        PathCase.<List<Map<String, String>>>value(yaml.get("messages"), List.of()).stream()
            .map(message -> new Message(message.get("name"), message.get("after")))
            .toList(),
        value(yaml.get("path"), List.of()),
        value(yaml.get("never"), List.of()),
        value(yaml.get("results"), Map.of()));
  }

  @SuppressWarnings("unchecked")
  private static <T> T value(@Nullable Object given, T otherwise) {
    return given == null ? otherwise : (T) given;
  }
}
