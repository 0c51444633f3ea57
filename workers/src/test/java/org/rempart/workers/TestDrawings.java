package org.rempart.workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rempart.core.playbook.PlaybookLibrary;

/** The small drawings of these tests, in place of the real library. */
class TestDrawings implements PlaybookLibrary {

  @Override
  public List<Drawing> drawings() {
    return List.of(
        drawing("incident-v1", "incident.bpmn"),
        drawing("respond-v1", "respond.bpmn"),
        drawing("test-book-v1", "test-book.bpmn"),
        drawing("test-fragile-v1", "test-fragile.bpmn"),
        drawing("test-stopping-v1", "test-stopping.bpmn"));
  }

  private static Drawing drawing(String processId, String file) {
    return new Drawing(processId, file, read(file), "hash-of-" + file, file.startsWith("test"));
  }

  private static String read(String file) {
    try (var in = TestDrawings.class.getResourceAsStream("/drawings/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public Optional<Drawing> drawing(String processId) {
    return drawings().stream().filter(d -> d.processId().equals(processId)).findFirst();
  }

  @Override
  public List<Table> tables() {
    return List.of();
  }

  @Override
  public Optional<String> form(String formId, Locale locale) {
    return switch (formId) {
      case "test-review" -> Optional.of(read("test-review.form"));
      case "engine-incident" ->
          Optional.of(
              """
              {"components": [{"type": "radio", "key": "decision", "validate": {"required": true}}]}\
              """);
      default -> Optional.empty();
    };
  }

  @Override
  public String formTitle(String formId, Locale locale) {
    return formId;
  }

  @Override
  public String elementName(String processId, String elementId, Locale locale) {
    return elementId;
  }

  @Override
  public String title(String processId, Locale locale) {
    return processId;
  }
}
