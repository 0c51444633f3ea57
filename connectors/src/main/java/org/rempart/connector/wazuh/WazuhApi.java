package org.rempart.connector.wazuh;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Refusal;
import org.rempart.connector.http.Basic;
import org.rempart.connector.http.HttpAnswer;
import org.rempart.connector.http.JsonApi;
import org.rempart.connector.http.Login;
import tools.jackson.databind.JsonNode;

/** The calls of the manager's API, 4.x: {@code PUT /active-response} is gone in 5.0. */
final class WazuhApi implements AutoCloseable {

  private final WazuhSettings settings;
  private final JsonApi api;
  private final Login login = new Login(this::authenticate);

  WazuhApi(WazuhSettings settings) {
    this.settings = settings;
    this.api = new JsonApi(settings.http());
  }

  /**
   * The agent of a host, by name or id.
   *
   * @throws Refusal UNKNOWN_HOST when the manager knows none or several
   */
  Agent agent(String host) throws Refusal {
    String field = host.matches("\\d{3,}") ? "agents_list" : "name";
    JsonNode found = get("/agents?select=id,name,status&" + field + "=" + encoded(host));
    List<JsonNode> agents = Inventory.of(found).items();
    if (agents.size() != 1) {
      String text = "Wazuh knows " + agents.size() + " agents called " + host;
      throw new Refusal("UNKNOWN_HOST", text);
    }
    JsonNode agent = agents.getFirst();
    return new Agent(
        agent.path("id").asString(""),
        agent.path("name").asString(""),
        agent.path("status").asString("").equals("active"));
  }

  /** One kind of inventory; empty where this manager's version has none of it. */
  Optional<Inventory> inventory(Agent agent, String kind) throws Refusal {
    HttpAnswer answer = inventoried(agent, kind + "?limit=500");
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(Inventory.of(checked(answer).json()));
  }

  /**
   * The processes of which a field is this, however many others run there: a page of the inventory
   * may end before them. Empty where the manager doesn't tell.
   *
   * @param field {@code pid}, {@code ruser} or {@code euser}
   */
  Optional<Inventory> processes(Agent agent, String field, String value) throws Refusal {
    String what = "processes?limit=500&" + field + "=" + encoded(value);
    JsonNode answer = checked(inventoried(agent, what)).json();
    // An error inside a 200 has no rows either, and no rows mean here that nothing runs.
    return answer.path("error").asInt(-1) == 0
        ? Optional.of(Inventory.of(answer))
        : Optional.empty();
  }

  /**
   * Sends a script's name to an agent. A yes means that it was sent, not that the script exists.
   *
   * @param data what the script reads as {@code parameters.alert.data}
   * @throws ProductUnavailableException when the agent isn't connected: nothing was sent
   */
  void respond(Agent agent, String script, Map<String, String> data) throws Refusal {
    Map<String, Object> body =
        Map.of("command", "!" + script, "arguments", List.of(), "alert", Map.of("data", data));
    String path = "/active-response?agents_list=" + agent.id();
    JsonNode answer =
        checked(login.call(token -> api.change("PUT", path, bearer(token), body))).json();
    if (answer.path("data").path("total_affected_items").asInt(0) != 1) {
      throw refused(answer, agent);
    }
  }

  /** The API's version. */
  String version() throws Refusal {
    return get("/").path("data").path("api_version").asString("unknown");
  }

  @Override
  public void close() {
    api.close();
  }

  private JsonNode get(String path) throws Refusal {
    return checked(login.call(token -> api.get(path, bearer(token)))).json();
  }

  private HttpAnswer inventoried(Agent agent, String what) throws Refusal {
    String path = "/syscollector/" + agent.id() + "/" + what;
    return login.call(token -> api.get(path, bearer(token)));
  }

  private String authenticate() throws Refusal {
    Map<String, String> basic =
        Map.of("Authorization", Basic.of(settings.user(), settings.password().read()));
    HttpAnswer answer = api.ask("POST", "/security/user/authenticate", basic, null);
    return checked(answer).json().path("data").path("token").asString("");
  }

  private static Refusal refused(JsonNode answer, Agent agent) {
    JsonNode error = answer.path("data").path("failed_items").path(0).path("error");
    // 1707: the agent is not active. It may be back soon, so the order waits.
    if (error.path("code").asInt(0) == 1707) {
      throw new ProductUnavailableException("agent " + agent.name() + " is not connected", null);
    }
    String why = error.path("message").asString("no reason given");
    return new Refusal("REFUSED", "Wazuh sent nothing to " + agent.name() + ": " + why);
  }

  private HttpAnswer checked(HttpAnswer answer) throws Refusal {
    return answer.orRefuse("Wazuh " + api.place(), answer.json().path("detail"));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
