package org.rempart.embedded.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The products, a line for each: reachable, signed in, rights, latency, and what is or was wrong.
 *
 * @param well whether every one of them can be acted on
 */
record ConnectorTable(List<String> lines, boolean well) {

  private static final List<String> HEAD =
      List.of("connector", "product", "reachable", "signed in", "rights", "latency", "detail");

  static ConnectorTable of(RempartApi api) {
    return of(api.posted("connectors/check").path("items"));
  }

  static ConnectorTable of(JsonNode connectors) {
    List<List<String>> rows = new ArrayList<>();
    boolean well = true;
    for (JsonNode one : connectors) {
      rows.add(row(one));
      well = well && good(one);
    }
    if (rows.isEmpty()) {
      return new ConnectorTable(List.of("  --  no connector is configured"), true);
    }
    rows.addFirst(HEAD);
    return new ConnectorTable(rows.stream().map(r -> line(r, widths(rows))).toList(), well);
  }

  private static boolean good(JsonNode one) {
    return one.path("reachable").asBoolean()
        && one.path("authenticated").asBoolean()
        && one.path("authorised").asBoolean();
  }

  private static List<String> row(JsonNode one) {
    String practice = one.path("practice").asBoolean() ? " (practice)" : "";
    String error = one.path("lastError").asString("");
    String detail = one.path("detail").asString("");
    boolean past = good(one) && !error.isEmpty();
    return List.of(
        one.path("id").asString(""),
        one.path("product").asString("") + practice,
        yes(one, "reachable"),
        yes(one, "authenticated"),
        yes(one, "authorised"),
        one.path("latencyMillis").asLong() + " ms",
        past ? detail + "; last error: " + error : detail);
  }

  private static String yes(JsonNode one, String field) {
    return one.path(field).asBoolean() ? "yes" : "NO";
  }

  private static List<Integer> widths(List<List<String>> rows) {
    return IntStream.range(0, HEAD.size())
        .mapToObj(i -> rows.stream().mapToInt(r -> r.get(i).length()).max().orElse(0))
        .toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder("  ");
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
