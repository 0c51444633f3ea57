package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.SettingsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows docs/connectors/declaring.md against a real HTTP server that keeps state. */
class DeclaringPageTest {

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private StatefulServer product;

  @BeforeEach
  void start() throws Exception {
    product = new StatefulServer();
  }

  @AfterEach
  void stop() {
    product.close();
  }

  @Test
  void theWalkGoesAsThePageTells() throws Exception {
    try (Trial trial = trial(Map.of("url", product.url()))) {
      assertThat(trial.health()).isTrue();
      assertThat(trial.round("identity.disable-account", "b-17", Map.of())).isTrue();
    }
    assertThat(product.suspended).isEmpty();

    String page = DocumentedDeclaration.page();
    String shown = page.substring(page.indexOf("    about "), page.indexOf("Its exit status"));
    // The login and the end of the session come first and last; times and keys differ.
    String plain =
        String.join("\n", told)
            .replaceAll(" in \\d+ ms", "")
            .replaceAll("try-[0-9a-f-]+", "try-…")
            .replaceAll("    log(in|out) .*\n?", "");
    assertThat(plain.strip())
        .isEqualTo(shown.replaceAll(" in \\d+ ms", "").replace("```", "").strip());
  }

  @Test
  void whatStoodThereBeforeStaysAndIsTold() throws Exception {
    product.suspended.put("b-1", "lost");
    try (Trial trial = trial(Map.of("url", product.url()))) {
      assertThat(trial.round("identity.disable-account", "b-1", Map.of())).isTrue();
    }
    assertThat(told).anyMatch(line -> line.contains("stood there before"));
    assertThat(product.suspended).containsEntry("b-1", "lost");
  }

  @Test
  void whatGoesWrongIsToldAndCounts() throws Exception {
    try (Trial trial = trial(Map.of("url", product.url()))) {
      assertThat(trial.round("identity.disable-account", "nobody", Map.of())).isFalse();
      assertThat(told).anyMatch(line -> line.contains("refused NOT_FOUND"));
      assertThat(trial.round("network.block-address", "192.0.2.1", Map.of())).isFalse();
      product.order("GET", 200, Map.of(), "{\"suspended\":false}");
      product.order("PUT", 200, Map.of(), "{}");
      assertThat(trial.round("identity.disable-account", "b-2", Map.of())).isFalse();
      assertThat(told).anyMatch(line -> line.contains("should have been HOLDS"));
    }
  }

  @Test
  void whatIsHeldIsListedWithoutAChange() throws Exception {
    try (Trial trial = trial(Map.of("url", product.url()))) {
      assertThat(trial.lists()).isTrue();
      assertThat(told).last().isEqualTo("list     identity.disable-account holds 0");
      product.suspended.put("b-1", "lost");
      product.suspended.put("b-2", "rempart:k1");
      assertThat(trial.lists()).isTrue();
      product.order("GET", 200, Map.of(), "{}");
      assertThat(trial.lists()).isFalse();
    }
    assertThat(told)
        .anyMatch(line -> line.contains("holds 2: b-1 (somebody else's, badge b-1"))
        .anyMatch(line -> line.contains("b-2 (key k1, badge b-2"))
        .anyMatch(line -> line.startsWith("list     failed: Turnstile can't list"));
    assertThat(product.seen).noneMatch(seen -> seen.method().matches("PUT|DELETE"));
  }

  @Test
  void aListThatLacksWhatWasJustDoneIsToldAndWhatWasDoneIsTakenBack() throws Exception {
    String blind = "= badges.body.badges[not(starts with(note, \"rempart:try\"))]";
    for (String entries : List.of(blind, "= badges.body.nothing")) {
      String yaml = DocumentedDeclaration.yaml().replace("= badges.body.badges", entries);
      try (Trial trial = trial(yaml, Map.of("url", product.url()))) {
        assertThat(trial.round("identity.disable-account", "b-3", Map.of())).isFalse();
      }
      assertThat(product.suspended).isEmpty();
    }
    assertThat(told)
        .anyMatch(line -> line.contains("should have shown b-3 with key try-"))
        .anyMatch(line -> line.contains("list.entries is no list"));
  }

  @Test
  void missingSettingsAreExplained() {
    SettingsException e =
        catchThrowableOfType(SettingsException.class, () -> trial(Map.of("user", "")));
    assertThat(e.faults()).anyMatch(f -> f.contains("options.user is missing"));
    assertThat(told).anyMatch(line -> line.contains("Account that signs in"));
  }

  @Test
  void thePageNamesEveryFieldOfTheForm() throws Exception {
    JsonNode schema;
    try (var file = Trial.class.getResourceAsStream("declaration.schema.json")) {
      schema = JsonMapper.shared().readTree(file);
    }
    String page = DocumentedDeclaration.page();
    List<String> fields = new ArrayList<>(schema.path("properties").propertyNames());
    for (String part : List.of("setting", "step", "reading", "listing", "capability")) {
      fields.addAll(schema.path("$defs").path(part).path("properties").propertyNames());
    }
    schema
        .path("$defs")
        .path("step")
        .path("properties")
        .path("answers")
        .path("items")
        .path("properties")
        .path("means")
        .path("enum")
        .forEach(one -> fields.add(one.asString()));
    assertThat(fields)
        .allSatisfy(field -> assertThat(page).containsPattern(Pattern.quote("`" + field) + "[`:]"));
  }

  private Trial trial(Map<String, String> options) throws Exception {
    return trial(DocumentedDeclaration.yaml(), options);
  }

  private Trial trial(String yaml, Map<String, String> options) throws Exception {
    Path file = Files.writeString(folder.resolve("turnstile.yaml"), yaml);
    Path password = Files.writeString(folder.resolve("password"), "open sesame");
    Map<String, String> all = new java.util.HashMap<>();
    all.put("user", "rempart");
    all.put("password", "file:" + password);
    all.putAll(options);
    return Trial.of(file, all, told::add, Duration.ofMillis(10));
  }
}
