package org.rempart.core.decision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.core.playbook.PlaybookLibrary.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of one state of the library, parsed. A table that can't be parsed keeps its former
 * rules, so that a slip in an overlay stops no incident.
 */
final class ParsedTables {

  private static final Logger LOG = LoggerFactory.getLogger(ParsedTables.class);

  private final List<Table> source;
  private final Map<String, DmnTable> byDecision = new HashMap<>();

  ParsedTables(List<Table> source, @Nullable ParsedTables former) {
    this.source = source;
    if (former != null) {
      byDecision.putAll(former.byDecision);
    }
    source.forEach(this::parse);
  }

  boolean isOf(List<Table> tables) {
    return source.equals(tables);
  }

  @Nullable DmnTable of(String decisionId) {
    return byDecision.get(decisionId);
  }

  private void parse(Table table) {
    try {
      DmnTable.parse(table.dmn()).forEach(t -> byDecision.put(t.decisionId(), t));
    } catch (DecisionFailedException unreadable) {
      LOG.error(
          "{} can't be read and is left aside: {}", table.resourceName(), unreadable.getMessage());
    }
  }
}
