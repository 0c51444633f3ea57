package org.rempart.bench.faults;

import static org.rempart.bench.faults.Product.*;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the application meets the estate's products: by the wires.
 *
 * @param http port of the wire to the products over HTTP
 * @param smtp port of the wire to the mail server
 * @param timeout how long connectors wait for an answer
 */
record Connections(int http, int smtp, Duration timeout) {

  /** Longer than the stand-in's search lags: ten times what its agents take. */
  private static final String JIRA_LAG = "PT8S";

  /** Every product as an entry of {@code rempart.connectors}, with the sites that it serves. */
  List<Map<String, Object>> entries() {
    return Stream.of(Product.values()).map(this::entry).toList();
  }

  private Map<String, Object> entry(Product product) {
    Map<String, String> options = new HashMap<>(options(product));
    options.put("timeout", timeout.toString());
    if (product != MAIL) {
      options.put("url", url(product));
    }
    return Map.of(
        "id",
        "bench-" + product.word(),
        "type",
        product == MAIL ? "smtp" : product.word(),
        "practice",
        true,
        "sites",
        sites(product),
        "options",
        options);
  }

  private static List<String> sites(Product product) {
    return Stream.of(Hospital.values())
        .filter(h -> h.products().contains(product))
        .map(Hospital::site)
        .toList();
  }

  private Map<String, String> options(Product product) {
    return switch (product) {
      case OPNSENSE ->
          Map.of(
              "alias", "rempart_blocked",
              "key", "env:BENCH_OPNSENSE_KEY",
              "secret", "env:BENCH_OPNSENSE_SECRET");
      case FORTIGATE -> Map.of("token", "env:BENCH_FORTIGATE_TOKEN");
      case PANOS -> Map.of("key", "env:BENCH_PANOS_KEY");
      case PFSENSE -> Map.of("alias", "rempart_blocked", "key", "env:BENCH_PFSENSE_KEY");
      case WAZUH -> Map.of("user", "rempart", "password", "env:BENCH_WAZUH_PASSWORD");
      case DEFENDER ->
          Map.of(
              "tenant", "practice-tenant",
              "client-id", "practice-app",
              "client-secret", "env:BENCH_DEFENDER_SECRET",
              "login-url", url(product));
      case FALCON ->
          Map.of("client-id", "practice-client", "client-secret", "env:BENCH_FALCON_SECRET");
      case SENTINELONE -> Map.of("token", "env:BENCH_SENTINELONE_TOKEN");
      case HARFANGLAB -> Map.of("token", "env:BENCH_HARFANGLAB_TOKEN");
      case GLPI ->
          Map.of(
              "app-token", "env:BENCH_GLPI_APP_TOKEN",
              "user-token", "env:BENCH_GLPI_USER_TOKEN");
      case SERVICENOW -> Map.of("user", "rempart", "password", "env:BENCH_SERVICENOW_PASSWORD");
      case JIRA ->
          Map.of(
              "user", "rempart@sante.example",
              "token", "env:BENCH_JIRA_TOKEN",
              "project", "SEC",
              "search-lag", JIRA_LAG);
      case MAIL ->
          Map.of(
              "host", "127.0.0.1",
              "port", Integer.toString(smtp),
              "security", "none",
              "from", "rempart@hospital.example");
    };
  }

  private String url(Product product) {
    return "http://127.0.0.1:" + http + "/" + product.word();
  }
}
