package org.rempart.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Somebody who signed in to the console, without a browser's engine. */
public final class Visitor {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final String address;

  private Visitor(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  /** Signs in with a login of the tests' credentials file. */
  public static Visitor signedIn(int port, String login) throws IOException, InterruptedException {
    var visitor = new Visitor(port);
    var token = CSRF.matcher(visitor.page("/login").body());
    assertThat(token.find()).isTrue();
    var form =
        "username=%s&password=%s&_csrf=%s"
            .formatted(
                login,
                URLEncoder.encode(RunningApp.PASSWORD, StandardCharsets.UTF_8),
                token.group(1));
    visitor.http.send(
        visitor
            .request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.discarding());
    return visitor;
  }

  /** A page as text. */
  public HttpResponse<String> page(String path) throws IOException, InterruptedException {
    return get(path, BodyHandlers.ofString());
  }

  /** What stands at a path, in the form that the handler makes of it. */
  public <T> HttpResponse<T> get(String path, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return http.send(request(path).build(), handler);
  }

  /** How a page is packed for whoever takes gzip, by its header. */
  public Optional<String> packed(String path) throws IOException, InterruptedException {
    var request = request(path).header("Accept-Encoding", "gzip").build();
    return http.send(request, BodyHandlers.discarding()).headers().firstValue("Content-Encoding");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).header("Accept-Language", "fr");
  }
}
