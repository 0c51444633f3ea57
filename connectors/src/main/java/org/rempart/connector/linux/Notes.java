package org.rempart.connector.linux;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rempart.connector.Refusal;
import org.rempart.connector.shell.CommandResult;

/**
 * What was before a change, kept at the host itself and written before the change: a crash of ours
 * in between loses nothing. A note is a symbolic link whose target is the text: making one is
 * atomic, and needs neither a shell nor an editor.
 */
final class Notes {

  private final String folder;

  Notes(LinuxSettings settings) {
    this.folder = settings.stateFolder();
  }

  Optional<Map<String, String>> read(Machine machine, String name) {
    CommandResult link = machine.read("readlink", "-n", "--", path(name));
    return link.ok() ? Optional.of(parse(link.output())) : Optional.empty();
  }

  /**
   * Keeps a note.
   *
   * @param facts without blanks and equal signs
   * @throws Refusal when there is one of this name
   */
  void write(Machine machine, String name, Map<String, String> facts) throws Refusal {
    machine.change("mkdir", "-p", "-m", "700", "--", folder);
    String text =
        new TreeMap<>(facts)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    machine.change("ln", "-s", "-T", "--", text, path(name));
  }

  void drop(Machine machine, String name) throws Refusal {
    machine.change("rm", "-f", "--", path(name));
  }

  private String path(String name) {
    return folder + "/" + name;
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> facts = new TreeMap<>();
    for (String word : text.split(" ")) {
      String[] parts = word.split("=", 2);
      facts.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return facts;
  }
}
