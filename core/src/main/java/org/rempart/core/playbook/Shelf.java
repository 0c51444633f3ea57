package org.rempart.core.playbook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rempart.core.playbook.PlaybookLibrary.Drawing;
import org.rempart.core.playbook.PlaybookLibrary.Table;

/** Everything the library holds at one moment; immutable once filled. */
final class Shelf {

  private final Map<String, Drawing> drawings = new LinkedHashMap<>();
  private final Map<String, byte[]> forms = new LinkedHashMap<>();
  private final Map<String, String> folders = new LinkedHashMap<>();
  private final Words words = new Words();
  private final List<Table> tables;

  /**
   * @param packed files by their path below the repository's root
   * @param overlay files that take their place, or add to them
   */
  Shelf(Map<String, byte[]> packed, Map<String, byte[]> overlay) {
    packed.forEach(this::addWords);
    overlay.forEach(this::addWords);
    Map<String, byte[]> files = new TreeMap<>(packed);
    files.putAll(overlay);
    for (String root : Overlay.ROOTS) {
      files.forEach(
          (path, content) -> {
            if (path.startsWith(root + "/")) {
              add(path, content);
            }
          });
    }
    tables =
        files.entrySet().stream()
            .filter(file -> file.getKey().endsWith(".dmn"))
            .map(f -> new Table(f.getKey(), text(f.getValue()), sha256(f.getValue())))
            .toList();
  }

  List<Drawing> drawings() {
    return List.copyOf(drawings.values());
  }

  Optional<Drawing> drawing(String processId) {
    return Optional.ofNullable(drawings.get(processId));
  }

  List<Table> tables() {
    return tables;
  }

  Optional<String> form(String formId, Locale locale) {
    return Optional.ofNullable(forms.get(formId))
        .map(form -> new FormText(formId, key -> formWord(formId, key, locale)).translate(form));
  }

  Optional<String> formWord(String formId, String key, Locale locale) {
    return Optional.ofNullable(folders.get("form " + formId))
        .flatMap(folder -> words.say(folder, key, locale));
  }

  Optional<String> word(String processId, String key, Locale locale) {
    return Optional.ofNullable(folders.get(processId))
        .flatMap(folder -> words.say(folder, key, locale));
  }

  private void addWords(String path, byte[] content) {
    if (path.endsWith(".properties")) {
      words.add(path, content);
    }
  }

  private void add(String path, byte[] content) {
    if (path.endsWith(".bpmn")) {
      String id = ProcessId.of(path, content);
      drawings.put(
          id, new Drawing(id, path, text(content), sha256(content), path.startsWith("playbooks/")));
      folders.put(id, parent(path));
    } else if (path.endsWith(".form")) {
      String id = FormText.idOf(content);
      forms.put(id, content);
      folders.put("form " + id, parent(parent(path)));
    }
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
