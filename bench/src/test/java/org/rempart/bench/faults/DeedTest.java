package org.rempart.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.bench.faults.Effect.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What products write down is what runs are judged by. */
class DeedTest {

  private static final Effect BLOCK = Effect.blocked("198.18.0.1");
  private static final Effect ISOLATION = new Effect(Kind.ISOLATED, "serveur-labo");

  @Test
  void aRepeatThatChangedNothingIsNoDeedOfAFirewall() {
    JsonNode state = operations("ban", "ban", "clear", "clear", "ban");
    assertThat(Deed.of(Product.FORTIGATE, state))
        .containsExactly(done(BLOCK), undone(BLOCK), done(BLOCK));
  }

  @Test
  void anAgentThatWasToldTwiceDidItTwice() {
    JsonNode state = state(operation("contained", "11", ""), operation("contained", "11", ""));
    assertThat(Deed.of(Product.FALCON, state)).containsExactly(done(ISOLATION), done(ISOLATION));
  }

  @Test
  void whatIsConfiguredCountsOnceItIsApplied() {
    assertThat(Deed.of(Product.PFSENSE, operations("alias-add"))).isEmpty();
    assertThat(Deed.of(Product.PFSENSE, operations("alias-add", "applied", "alias-remove")))
        .containsExactly(done(BLOCK));
  }

  @Test
  void anOrderIsADeedOnceItsActionHasSucceeded() {
    JsonNode state =
        state(
            Map.of(
                "operation", "ordered",
                "target", "11",
                "details", Map.of("id", "a", "type", "Isolate")),
            Map.of(
                "operation", "ordered",
                "target", "11",
                "details", Map.of("id", "b", "type", "Unisolate")),
            operation("succeeded", "11", "a"),
            operation("failed", "11", "b"));
    assertThat(Deed.of(Product.DEFENDER, state)).containsExactly(done(ISOLATION));
  }

  @Test
  void theEstateCountsWhatIsOfTheRunAndHoldsWhatStandsFromBefore() {
    Map<String, Object> orders =
        Map.of("operations", List.of(operation("isolate", "serveur-labo", "")));
    JsonNode state = JsonMapper.shared().valueToTree(Map.of("wazuh", orders));
    Map<Product, Integer> before = Estate.deedsSoFar(state, Hospital.DAKAR);
    Estate estate = Estate.of(state, Hospital.DAKAR, before);
    assertThat(estate.there()).containsExactly(ISOLATION);
    assertThat(estate.done()).isEmpty();
  }

  private static Deed done(Effect effect) {
    return new Deed(effect, false);
  }

  private static Deed undone(Effect effect) {
    return new Deed(effect, true);
  }

  private static JsonNode operations(String... words) {
    return state(
        java.util.Arrays.stream(words)
            .map(word -> operation(word, "198.18.0.1", ""))
            .toArray(Map[]::new));
  }

  private static Map<String, Object> operation(String word, String target, String id) {
    return Map.of("operation", word, "target", target, "details", Map.of("id", id));
  }

  private static JsonNode state(Map<?, ?>... operations) {
    return JsonMapper.shared()
        .valueToTree(
            Map.of("hosts", Map.of("11", "serveur-labo"), "operations", List.of(operations)));
  }
}
