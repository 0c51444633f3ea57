package org.rempart.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.decision.DmnTable;
import org.rempart.core.task.TaskBoard;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class MessagesTest {

  private static final Pattern USED = Pattern.compile("#\\{([a-zA-Z0-9._-]+)");
  private static final Pattern SAID =
      Pattern.compile("(?:say\\(|Attribute\\(\"(?:fault|done)\", )\"([a-z.-]+)\"");

  private static final Pattern REVERSIBLE =
      Pattern.compile("(?m)^  ([a-z]+\\.[a-z-]+):\\n(?:    .*\\n)*?    reversible: true");

  @Test
  void frenchAndEnglishHaveTheSameWords() throws IOException {
    var english = load("messages.properties");
    var french = load("messages_fr.properties");
    assertThat(french.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (var words : new Properties[] {english, french}) {
      assertThat(words.stringPropertyNames()).noneMatch(key -> words.getProperty(key).isBlank());
    }
  }

  @Test
  void apostrophesAreTypographicSinceMessageFormatEatsTheOthers() throws IOException {
    for (var file : new String[] {"messages.properties", "messages_fr.properties"}) {
      var words = load(file);
      assertThat(words.stringPropertyNames())
          .noneMatch(key -> words.getProperty(key).contains("'"));
    }
  }

  @Test
  void everyKeyThatATemplateUsesExists() throws IOException {
    var templates =
        new PathMatchingResourcePatternResolver().getResources("classpath:templates/**/*.html");
    assertThat(templates).isNotEmpty();
    for (var language : new String[] {"", "_fr"}) {
      var known = known(language);
      for (var template : templates) {
        var text = template.getContentAsString(StandardCharsets.UTF_8);
        for (var use : USED.matcher(text).results().toList()) {
          assertThat(known).as(template.getFilename()).contains(use.group(1));
        }
      }
    }
  }

  /** What the products bring along can be said in a sentence, and not only by its name. */
  @Test
  void whatIsDoneAndUndoneIsSaidInASentence() throws Exception {
    for (var language : new String[] {"", "_fr"}) {
      var known = known(language);
      for (var field : Capability.class.getFields()) {
        assertThat(known).contains("do." + field.get(null));
      }
      for (var reversible : reversible()) {
        assertThat(known).contains("undo." + reversible, "undo-button." + reversible);
      }
    }
  }

  /** What any declaration can undo, and what the connectors in Java can beside them. */
  private static Set<String> reversible() throws IOException {
    var all = new TreeSet<>(Set.of("network.isolate-segment", "dns.block-domain"));
    all.addAll(Set.of("endpoint.quarantine-file", "mail.quarantine", "identity.remove-from-group"));
    var declared =
        new PathMatchingResourcePatternResolver()
            .getResources("classpath:org/rempart/connector/declared/*.yaml");
    assertThat(declared).isNotEmpty();
    for (var file : declared) {
      var text = file.getContentAsString(StandardCharsets.UTF_8);
      REVERSIBLE.matcher(text).results().forEach(found -> all.add(found.group(1)));
    }
    return all;
  }

  @Test
  void everyKeyThatIsMadeFromAStateExists() throws IOException {
    var states =
        Set.of("EXECUTED", "PLANNED", "REFUSED", "WAITING", "EXECUTING", "FAILED", "CANCELLED");
    var contained = Set.of("IN_FORCE", "REVERTING", "REVERTED", "REVERT_FAILED", "VANISHED");
    for (var language : new String[] {"", "_fr"}) {
      var known = known(language);
      states.forEach(state -> assertThat(known).contains("state." + state));
      contained.forEach(state -> assertThat(known).contains("state." + state));
      Set.of("HOLDS", "ABSENT", "UNKNOWN").forEach(it -> assertThat(known).contains("proof." + it));
      Set.of("OPEN", "CLAIMED", "COMPLETED", "WITHDRAWN")
          .forEach(it -> assertThat(known).contains("task.state." + it));
      Arrays.stream(TaskBoard.Kind.values())
          .forEach(kind -> assertThat(known).contains("task.kind." + kind));
      Arrays.stream(Actor.Kind.values())
          .forEach(kind -> assertThat(known).contains("actor." + kind));
    }
  }

  @Test
  void everyKeyThatAControllerSaysExists() throws IOException {
    var sources = Path.of("main/java/org/rempart/app/console");
    var known = known("_fr");
    var said = 0;
    try (var files = Files.list(sources)) {
      for (var file : files.toList()) {
        for (var use : SAID.matcher(Files.readString(file)).results().toList()) {
          assertThat(known).as(file.toString()).contains(use.group(1));
          said++;
        }
      }
    }
    assertThat(said).isPositive();
  }

  @Test
  void everyRowOfRempartsGuardrailsIsSaidInBothLanguages() throws IOException {
    var dmn = Files.readString(Path.of("../workflows/decisions/guardrail-policy.dmn"));
    var english = load("messages.properties");
    var rows = DmnTable.parse(dmn).getFirst().rows();
    assertThat(rows).isNotEmpty();
    for (var row : rows) {
      assertThat(english.getProperty("policy.says." + row.id()))
          .as(row.id())
          .isEqualTo(row.description().strip().replace('\'', '’'));
    }
  }

  /** The console's words and those of timeline and report, in one language. */
  private static Set<String> known(String language) throws IOException {
    var keys = new TreeSet<>(load("messages" + language + ".properties").stringPropertyNames());
    var core = language.isEmpty() ? "_en" : language;
    keys.addAll(load("org/rempart/core/timeline" + core + ".properties").stringPropertyNames());
    keys.addAll(
        load("org/rempart/core/report/report" + core + ".properties").stringPropertyNames());
    return keys;
  }

  private static Properties load(String name) throws IOException {
    var words = new Properties();
    try (var in = MessagesTest.class.getClassLoader().getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return words;
  }
}
