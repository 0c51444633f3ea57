package org.rempart.app.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rempart.core.decision.DmnTable;

/**
 * A row of the guardrails' table, for people.
 *
 * @param id what stands in the journal
 * @param description its author's words; may be empty
 * @param when what it goes by, by input; only where the row says something
 * @param then what it answers, by output
 */
record PolicyRow(
    String id, String description, Map<String, String> when, Map<String, String> then) {

  static List<PolicyRow> of(DmnTable table) {
    var inputs = table.inputs();
    var outputs = table.outputs();
    return table.rows().stream()
        .map(
            row ->
                new PolicyRow(
                    row.id(),
                    row.description(),
                    cells(inputs, row.cells().subList(0, inputs.size())),
                    cells(outputs, row.cells().subList(inputs.size(), row.cells().size()))))
        .toList();
  }

  private static Map<String, String> cells(List<String> names, List<String> cells) {
    var said = new LinkedHashMap<String, String>();
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i).strip();
      if (!cell.isEmpty() && !cell.equals("\"\"") && !cell.equals("[]") && !cell.equals("0")) {
        said.put(names.get(i), cell);
      }
    }
    return said;
  }
}
