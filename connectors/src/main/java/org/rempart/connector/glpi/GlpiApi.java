package org.rempart.connector.glpi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.Refusal;
import org.rempart.connector.http.HttpAnswer;
import org.rempart.connector.http.JsonApi;
import org.rempart.connector.http.Login;
import tools.jackson.databind.JsonNode;

/** The calls of GLPI 10's legacy REST API (apirest.md of its repository). */
final class GlpiApi implements AutoCloseable {

  private static final String BASE = "/apirest.php";

  private final GlpiSettings settings;
  private final JsonApi api;
  private final Login login = new Login(this::open);

  GlpiApi(GlpiSettings settings) {
    this.settings = settings;
    this.api = new JsonApi(settings.http());
  }

  /** The ticket whose external id is exactly this one; the oldest if there are several. */
  Optional<JsonNode> ticketOf(String externalId) throws Refusal {
    // searchText is a LIKE pattern, so what it finds is compared once more.
    String pattern = URLEncoder.encode("^" + externalId + "$", StandardCharsets.UTF_8);
    JsonNode found = get("/Ticket?range=0-49&sort=id&searchText%5Bexternalid%5D=" + pattern);
    return StreamSupport.stream(found.spliterator(), false)
        .filter(ticket -> ticket.path("externalid").asString("").equals(externalId))
        .findFirst();
  }

  JsonNode ticket(int id) throws Refusal {
    return get("/Ticket/" + id);
  }

  /** Whether a follow-up of the ticket holds this text. */
  boolean hasFollowup(int ticket, String text) throws Refusal {
    JsonNode found = get("/Ticket/" + ticket + "/ITILFollowup?range=0-999");
    return StreamSupport.stream(found.spliterator(), false)
        .anyMatch(followup -> followup.path("content").asString("").contains(text));
  }

  /** Creates an item and answers its id. */
  int create(String type, Map<String, Object> input) throws Refusal {
    HttpAnswer answer =
        login.call(
            session ->
                api.change("POST", BASE + "/" + type, headers(session), Map.of("input", input)));
    return checked(answer).json().path("id").asInt(0);
  }

  /** GLPI's version, by a call that every account may make. */
  String version() throws Refusal {
    return get("/getGlpiConfig").path("cfg_glpi").path("version").asString("unknown");
  }

  @Override
  public void close() {
    String session = login.end();
    try {
      if (session != null) {
        api.ask("GET", BASE + "/killSession", headers(session), null);
      }
    } catch (ConnectorException e) {
      // GLPI ends the session by itself after a while.
    }
    api.close();
  }

  private JsonNode get(String path) throws Refusal {
    return checked(login.call(session -> api.get(BASE + path, headers(session)))).json();
  }

  private String open() throws Refusal {
    Map<String, String> headers =
        Map.of(
            "App-Token",
            settings.appToken().read(),
            "Authorization",
            "user_token " + settings.userToken().read());
    HttpAnswer answer = api.get(BASE + "/initSession", headers);
    if (answer.status() == 400) {
      // GLPI answers a wrong app token with 400, a wrong user token with 401.
      throw new Refusal("NOT_AUTHENTICATED", "GLPI did not take the app token: " + why(answer));
    }
    return checked(answer).json().path("session_token").asString("");
  }

  private Map<String, String> headers(@Nullable String session) {
    return Map.of(
        "App-Token", settings.appToken().read(), "Session-Token", String.valueOf(session));
  }

  private HttpAnswer checked(HttpAnswer answer) throws Refusal {
    return answer.orRefuse("GLPI " + api.place(), answer.json().path(1));
  }

  /** Errors are arrays of a code and a sentence. */
  private static String why(HttpAnswer answer) {
    return answer.json().path(0).asString("");
  }
}
