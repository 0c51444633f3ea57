package org.rempart.core.playbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The overlay folder. A folder that is not there is an empty one. */
record Overlay(Path folder) {

  static final List<String> ROOTS = List.of("workflows", "playbooks");

  static boolean wanted(String name) {
    return Stream.of(".bpmn", ".dmn", ".form", ".properties").anyMatch(name::endsWith);
  }

  Map<String, byte[]> read() {
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : files()) {
      files.put(name(file), content(file));
    }
    return files;
  }

  /** Another value once a file was added, changed or removed. */
  String stamp() {
    StringBuilder stamp = new StringBuilder();
    for (Path file : files()) {
      stamp.append(name(file)).append(' ').append(changed(file)).append('\n');
    }
    return stamp.toString();
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private List<Path> files() {
    return ROOTS.stream()
        .map(folder::resolve)
        .filter(Files::isDirectory)
        .flatMap(this::walk)
        .toList();
  }

  private Stream<Path> walk(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> wanted(file.getFileName().toString()) && Files.isRegularFile(file))
          .sorted()
          .toList()
          .stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("overlay folder " + root, unreadable);
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("overlay file " + file, unreadable);
    }
  }

  private static String changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file);
    } catch (IOException gone) {
      return "gone";
    }
  }
}
