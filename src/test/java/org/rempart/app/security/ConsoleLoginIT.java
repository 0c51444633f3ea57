package org.rempart.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rempart.app.RunningApp;

class ConsoleLoginIT extends RunningApp {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();

  @Test
  void aPersonSignsInAndGetsANewSession() throws Exception {
    var token = csrf();
    var before = session();

    var answer = login("awa", PASSWORD, token);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).doesNotContain("/login");
    assertThat(session()).isNotEqualTo(before);
    assertThat(page("/console/events-that-are-not").statusCode()).isEqualTo(404);
  }

  @Test
  void aLoginWithoutCsrfTokenIsRefused() throws Exception {
    csrf();

    assertThat(login("awa", PASSWORD, "").statusCode()).isEqualTo(403);
  }

  @Test
  void aWrongPasswordLeadsBackWithoutSayingWhichWasWrong() throws Exception {
    var known = login("awa", "wrong", csrf()).headers().firstValue("Location").orElseThrow();
    var unknown = login("nobody", "wrong", csrf()).headers().firstValue("Location").orElseThrow();

    assertThat(known).endsWith("/login?failed").isEqualTo(unknown);
  }

  @Test
  void guessingIsSlowedDownAndStandsInTheAudit() throws Exception {
    HttpResponse<String> last = null;
    for (var attempt = 0; attempt < 6; attempt++) {
      last = login("guessed", "wrong " + attempt, csrf());
    }

    assertThat(last.headers().firstValue("Location").orElseThrow()).contains("/login?wait=");
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
    var failures =
        jdbc.sql(
                "select count(*) from audit_entry where what = 'login.failed' and actor ="
                    + " 'guessed'")
            .query(Long.class)
            .single();
    assertThat(failures).isEqualTo(5);
  }

  @Test
  void pagesMayRunNoScriptButTheirOwnFiles() throws Exception {
    var policy = page("/login").headers().firstValue("Content-Security-Policy").orElseThrow();

    assertThat(policy).contains("script-src 'self'").contains("frame-ancestors 'none'");
    assertThat(policy).doesNotContain("script-src 'self' 'unsafe").doesNotContain("unsafe-eval");
  }

  @Test
  void theSessionCookieIsOutOfReachForScriptsAndOtherSites() throws Exception {
    var cookie = page("/login").headers().firstValue("Set-Cookie").orElseThrow();

    assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
  }

  private HttpResponse<String> page(String path) throws Exception {
    return browser.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> login(String login, String password, String token) throws Exception {
    var form =
        "username=%s&password=%s&_csrf=%s"
            .formatted(encoded(login), encoded(password), encoded(token));
    return browser.send(
        HttpRequest.newBuilder(uri("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private String csrf() throws Exception {
    var found = CSRF.matcher(page("/login").body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private String session() {
    return cookies.getCookieStore().getCookies().getFirst().getValue();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
