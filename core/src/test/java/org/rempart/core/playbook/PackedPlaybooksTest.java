package org.rempart.core.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.core.playbook.PlaybookLibrary.Drawing;

class PackedPlaybooksTest {

  private final PlaybookLibrary packed = library(null);

  @Test
  void listsWorkflowsFirst() {
    assertThat(packed.drawings())
        .extracting(Drawing::playbook)
        .startsWith(false, false)
        .endsWith(true);
    assertThat(packed.drawing("respond-v1").orElseThrow().resourceName())
        .isEqualTo("workflows/respond/respond.bpmn");
    assertThat(packed.drawing("respond-v1").orElseThrow().hash()).hasSize(64);
    assertThat(packed.drawing("nothing-v1")).isEmpty();
  }

  @Test
  void speaksFrenchAndEnglish() {
    assertThat(packed.title("brute-force-v1", Locale.FRENCH)).isEqualTo("Attaque par force brute");
    assertThat(packed.elementName("brute-force-v1", "Call_BlockAttackers", Locale.FRENCH))
        .isEqualTo("Blocage des attaquants");
    assertThat(packed.elementName("brute-force-v1", "Call_BlockAttackers", Locale.ENGLISH))
        .isEqualTo("Block of the attackers");
    assertThat(packed.elementName("brute-force-v1", "Gateway_Close", Locale.FRENCH))
        .isEqualTo("Gateway_Close");
    assertThat(packed.formTitle("engine-incident", Locale.FRENCH))
        .isEqualTo("Réparer un processus arrêté");
  }

  @Test
  void givesAFormInEachLanguageWithTheSameFields() {
    String english = packed.form("brute-force-review", Locale.ENGLISH).orElseThrow();
    String french = packed.form("brute-force-review", Locale.FRENCH).orElseThrow();

    assertThat(english).contains("\"label\":\"Root cause\"", "\"dateLabel\":\"Until\"");
    assertThat(french)
        .contains("\"label\":\"Cause racine\"", "\"dateLabel\":\"Échéance\"")
        .contains("\"label\":\"Une attaque\",\"value\":\"TRUE_POSITIVE\"")
        .doesNotContain("Root cause");
    assertThat(packed.form("nothing", Locale.FRENCH)).isEmpty();
  }

  @Test
  void hasEveryWordInBothLanguages() {
    Map<String, byte[]> files = PackedFiles.read();
    files.keySet().stream()
        .filter(path -> path.endsWith("_en.properties"))
        .forEach(
            english -> {
              String french = english.replace("_en.", "_fr.");
              assertThat(keys(files, english)).as(english).isEqualTo(keys(files, french));
            });
  }

  @Test
  void leavesNoFormTextWithoutItsFrench() {
    PackedFiles.read().entrySet().stream()
        .filter(file -> file.getKey().endsWith(".form"))
        .forEach(
            file -> {
              Set<String> missing = new TreeSet<>();
              String id = FormText.idOf(file.getValue());
              Words words = words(file.getKey());
              new FormText(
                      id,
                      key -> {
                        var said = words.say("here", key, Locale.FRENCH);
                        if (said.isEmpty()) {
                          missing.add(key);
                        }
                        return said;
                      })
                  .translate(file.getValue());
              assertThat(missing).as(file.getKey()).isEmpty();
            });
  }

  @Test
  void laysAHousesOwnFilesOver(@TempDir Path overlay) throws IOException {
    String bpmn = packed.drawing("triage-v1").orElseThrow().bpmn();
    write(overlay, "playbooks/triage/triage.bpmn", bpmn + "\n");
    write(overlay, "playbooks/fire/fire.bpmn", bpmn.replace("triage-v1", "fire-v1"));
    write(overlay, "playbooks/fire/messages_fr.properties", "title=Incendie\n");
    write(overlay, "playbooks/brute-force/messages_fr.properties", "title=Mots de passe essayés\n");
    PlaybookLibrary library = library(overlay);

    assertThat(library.drawing("triage-v1").orElseThrow().bpmn()).endsWith("\n\n");
    assertThat(library.drawings()).hasSize(packed.drawings().size() + 1);
    assertThat(library.title("fire-v1", Locale.FRENCH)).isEqualTo("Incendie");
    assertThat(library.title("brute-force-v1", Locale.FRENCH)).isEqualTo("Mots de passe essayés");
    assertThat(library.elementName("brute-force-v1", "Call_BlockAttackers", Locale.FRENCH))
        .isEqualTo("Blocage des attaquants");
  }

  @Test
  void staysAsItWasOverAFileThatCanNotBeReadAndFollowsOnceItCan(@TempDir Path overlay)
      throws IOException {
    PlaybookLibrary library = library(overlay);

    write(overlay, "playbooks/triage/triage.bpmn", "half a fi");
    assertThat(library.drawing("triage-v1")).isEqualTo(packed.drawing("triage-v1"));

    write(overlay, "playbooks/triage/triage.bpmn", bpmn("fire-v1"));
    assertThat(library.drawing("fire-v1")).isPresent();
  }

  private static String bpmn(String processId) {
    return "<definitions><process id=\"" + processId + "\"/></definitions>";
  }

  private static void write(Path overlay, String path, String content) throws IOException {
    Path file = overlay.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static PlaybookLibrary library(Path overlay) {
    return new PackedPlaybooks(new PlaybookSettings(overlay), Duration.ZERO);
  }

  private static Set<String> keys(Map<String, byte[]> files, String path) {
    assertThat(files).containsKey(path);
    var words = new Properties();
    try {
      words.load(new StringReader(new String(files.get(path))));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return new TreeSet<>(words.stringPropertyNames());
  }

  private static Words words(String form) {
    String folder = form.substring(0, form.indexOf("/forms/"));
    Words words = new Words();
    words.add(
        "here/messages_fr.properties", PackedFiles.read().get(folder + "/messages_fr.properties"));
    return words;
  }
}
