package org.rempart.connector.opnsense;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rempart.connector.IpAddress;
import org.rempart.connector.Refusal;
import org.rempart.connector.http.Basic;
import org.rempart.connector.http.HttpAnswer;
import org.rempart.connector.http.JsonApi;
import tools.jackson.databind.JsonNode;

/**
 * The calls of {@code /api/firewall/alias_util} (AliasUtilController.php of OPNsense 24.7). Every
 * one answers 200; what happened is inside.
 */
final class AliasApi implements AutoCloseable {

  /** More than a pf table of addresses holds by default. */
  private static final int ALL = 1_000_000;

  private final OpnsenseSettings settings;
  private final JsonApi api;

  AliasApi(OpnsenseSettings settings) {
    this.settings = settings;
    this.api = new JsonApi(settings.http());
  }

  /** Addresses in the alias now; networks in it are left out. */
  Set<IpAddress> list() throws Refusal {
    Map<String, Integer> page = Map.of("current", 1, "rowCount", ALL);
    JsonNode answer = checked(api.ask("POST", path("list"), login(), page)).json();
    // Before 21.7 a plain list of addresses, since then rows.
    JsonNode rows = answer.isArray() ? answer : answer.path("rows");
    if (!rows.isArray()) {
      throw new Refusal("REFUSED", "OPNsense did not list alias " + settings.alias());
    }
    Set<IpAddress> addresses = new HashSet<>();
    rows.forEach(
        row ->
            IpAddress.parse(row.isString() ? row.asString() : row.path("ip").asString(""))
                .ifPresent(addresses::add));
    return addresses;
  }

  void add(IpAddress address) throws Refusal {
    changed("add", address);
  }

  void delete(IpAddress address) throws Refusal {
    changed("delete", address);
  }

  /** Ends the connections of an address, as an alias only stops new ones. */
  void cutStates(IpAddress address) throws Refusal {
    Map<String, String> filter = Map.of("filter", address.toString());
    checked(api.change("POST", "/api/diagnostics/firewall/kill_states", login(), filter));
  }

  /** Whether the alias is loaded. */
  boolean exists() throws Refusal {
    JsonNode names = checked(api.get("/api/firewall/alias_util/aliases", login())).json();
    for (JsonNode name : names) {
      if (name.asString("").equals(settings.alias())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    api.close();
  }

  private void changed(String verb, IpAddress address) throws Refusal {
    Map<String, String> body = Map.of("address", address.toString());
    JsonNode answer = checked(api.change("POST", path(verb), login(), body)).json();
    String status = answer.path("status").asString("");
    if (!status.equals("done")) {
      String why = answer.path("status_msg").asString(status);
      throw new Refusal("REFUSED", "OPNsense did not " + verb + " " + address + ": " + why);
    }
  }

  private HttpAnswer checked(HttpAnswer answer) throws Refusal {
    return answer.orRefuse("OPNsense " + api.place(), answer.json().path("message"));
  }

  private String path(String verb) {
    return "/api/firewall/alias_util/" + verb + "/" + settings.alias();
  }

  private Map<String, String> login() {
    return Map.of("Authorization", Basic.of(settings.key().read(), settings.secret().read()));
  }
}
