package org.rempart.connector.requesttracker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.rempart.connector.Refusal;
import org.rempart.connector.http.HttpAnswer;
import org.rempart.connector.http.JsonApi;
import tools.jackson.databind.JsonNode;

/** The calls of RT 5's REST API, version 2.0 (perldoc RT::REST2). */
final class RequestTrackerApi implements AutoCloseable {

  private static final String BASE = "/REST/2.0";
  private static final int LARGEST_PAGE = 100;
  private static final int PAGES = 20;

  private final RequestTrackerSettings settings;
  private final JsonApi api;
  private final int pageSize;

  RequestTrackerApi(RequestTrackerSettings settings) {
    this(settings, LARGEST_PAGE);
  }

  RequestTrackerApi(RequestTrackerSettings settings, int pageSize) {
    this.settings = settings;
    this.pageSize = pageSize;
    this.api = new JsonApi(settings.http());
  }

  /** RT's version. */
  String version() throws Refusal {
    return get("/rt").path("Version").asString("unknown");
  }

  /**
   * Makes sure that the queue's tickets have our field. RT drops a field it doesn't know without a
   * word: the ticket would be made and never found again.
   */
  void needField() throws Refusal {
    JsonNode fields = get("/queue/" + encoded(settings.queue())).path("TicketCustomFields");
    boolean there =
        StreamSupport.stream(fields.spliterator(), false)
            .anyMatch(f -> f.path("name").asString("").equals(settings.field()));
    if (!there) {
      String text = "queue " + settings.queue() + " has no custom field " + settings.field();
      throw new Refusal("NO_CUSTOM_FIELD", text);
    }
  }

  /** The first ticket of an incident in our queue. */
  OptionalInt find(String incident) throws Refusal {
    String query =
        "CF.{%s} = '%s' AND Queue = '%s'".formatted(settings.field(), incident, settings.queue());
    JsonNode first =
        get("/tickets?orderby=id&per_page=1&query=" + encoded(query)).path("items").path(0);
    // RT writes ids as text here and as numbers elsewhere.
    String id = first.path("id").asString("");
    return id.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(id));
  }

  Ticket ticket(int id) throws Refusal {
    HttpAnswer answer = checked(api.get(BASE + "/ticket/" + id, login()));
    String version = answer.headers().firstValue("ETag").orElse("*");
    return new Ticket(id, answer.json().path("Status").asString(""), version);
  }

  int create(String incident, String subject, String body) throws Refusal {
    Map<String, Object> ticket =
        Map.of(
            "Queue",
            settings.queue(),
            "Subject",
            subject,
            "Content",
            body,
            "ContentType",
            "text/plain",
            "CustomFields",
            Map.of(settings.field(), incident));
    JsonNode made = checked(api.change("POST", BASE + "/ticket", login(), ticket)).json();
    return Integer.parseInt(made.path("id").asString("0"));
  }

  /** Whether a comment of the ticket has this subject; RT lists it as the transaction's data. */
  boolean hasComment(int ticket, String subject) throws Refusal {
    for (int page = 1; page <= PAGES; page++) {
      String pages = "&per_page=" + pageSize + "&page=" + page;
      JsonNode history = get("/ticket/" + ticket + "/history?fields=Type,Data" + pages);
      boolean found =
          StreamSupport.stream(history.path("items").spliterator(), false)
              .anyMatch(t -> t.path("Data").asString("").strip().equals(subject));
      if (found || page >= history.path("pages").asInt(1)) {
        return found;
      }
    }
    String text = "ticket " + ticket + " has too long a history to look for a comment";
    throw new Refusal("HISTORY_TOO_LONG", text);
  }

  void comment(int ticket, String subject, String body) throws Refusal {
    Map<String, String> comment =
        Map.of("Subject", subject, "Content", body, "ContentType", "text/plain");
    checked(api.change("POST", BASE + "/ticket/" + ticket + "/comment", login(), comment));
  }

  /** Sets the status, unless somebody changed the ticket since it was read: then false. */
  boolean update(Ticket read, String status) throws Refusal {
    Map<String, String> headers = new HashMap<>(login());
    headers.put("If-Match", read.version());
    String path = BASE + "/ticket/" + read.id();
    HttpAnswer answer = api.change("PUT", path, headers, Map.of("Status", status));
    if (answer.status() == 412) {
      return false;
    }
    checked(answer);
    return true;
  }

  @Override
  public void close() {
    api.close();
  }

  private JsonNode get(String path) throws Refusal {
    return checked(api.get(BASE + path, login())).json();
  }

  private HttpAnswer checked(HttpAnswer answer) throws Refusal {
    return answer.orRefuse("Request Tracker " + api.place(), answer.json().path("message"));
  }

  private Map<String, String> login() {
    return Map.of("Authorization", "token " + settings.token().read());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
