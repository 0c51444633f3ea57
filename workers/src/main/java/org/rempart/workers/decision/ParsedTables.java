package org.rempart.workers.decision;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDmn;
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
  private final Map<String, ParsedTable> byDecision = new HashMap<>();

  ParsedTables(DmnEngine engine, List<Table> source, @Nullable ParsedTables former) {
    this.source = source;
    if (former != null) {
      byDecision.putAll(former.byDecision);
    }
    source.forEach(table -> parse(engine, table));
  }

  boolean isOf(List<Table> tables) {
    return source.equals(tables);
  }

  @Nullable ParsedTable of(String decisionId) {
    return byDecision.get(decisionId);
  }

  private void parse(DmnEngine engine, Table table) {
    var dmn = new ByteArrayInputStream(table.dmn().getBytes(StandardCharsets.UTF_8));
    var parsed = engine.parse(dmn);
    if (parsed.isLeft()) {
      LOG.error(
          "{} can't be read and is left aside: {}",
          table.resourceName(),
          parsed.left().toOption().get().message());
      return;
    }
    ParsedDmn model = parsed.toOption().get();
    model
        .decisionsById()
        .keysIterator()
        .foreach(id -> byDecision.put(id, new ParsedTable(id, table.hash(), model)));
  }

  /**
   * One decision, ready to evaluate.
   *
   * @param hash SHA-256 of its file, hex
   */
  record ParsedTable(String decisionId, String hash, ParsedDmn model) {

    String label() {
      return decisionId + " " + hash.substring(0, 12);
    }
  }
}
