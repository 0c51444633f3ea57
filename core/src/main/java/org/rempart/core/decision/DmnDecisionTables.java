package org.rempart.core.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.core.playbook.PlaybookLibrary;
import org.springframework.stereotype.Component;

/**
 * Decision tables on the DMN engine; parses a file again only when the library has another one. The
 * same question gets the same answer for {@link #KEPT}, as a storm of alerts asks the same few
 * questions over and over and each evaluation costs milliseconds; a rule that asks for the time may
 * so be late by as much.
 */
@Component
final class DmnDecisionTables implements DecisionTables {

  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int KEPT_AT_MOST = 1_000;

  private final PlaybookLibrary library;
  private final Cache<Question, Decision> answers =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(KEPT_AT_MOST).build();
  private volatile @Nullable ParsedTables parsed;

  DmnDecisionTables(PlaybookLibrary library) {
    this.library = library;
  }

  @Override
  public Decision evaluate(String decisionId, Map<String, ?> inputs) {
    DmnTable table = tables().of(decisionId);
    if (table == null) {
      throw new DecisionFailedException("There is no decision table " + decisionId + ".", null);
    }
    var question = new Question(decisionId, table.hash(), new HashMap<>(inputs));
    return answers.get(question, asked -> table.evaluate(asked.inputs()));
  }

  private ParsedTables tables() {
    ParsedTables now = parsed;
    var source = library.tables();
    if (now == null || !now.isOf(source)) {
      now = new ParsedTables(source, now);
      parsed = now;
    }
    return now;
  }

  /** What a table is asked; another table of the same name is another question. */
  private record Question(String decisionId, String hash, Map<String, Object> inputs) {}
}
