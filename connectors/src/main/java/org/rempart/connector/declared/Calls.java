package org.rempart.connector.declared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Refusal;
import org.rempart.connector.http.HttpAnswer;
import org.rempart.connector.http.HttpCall;
import org.rempart.connector.http.JsonApi;
import org.rempart.connector.http.Login;

/** Sends the requests of a declaration: filled in, signed in, and not too often. */
final class Calls implements AutoCloseable {

  /** Answers that may be used again: more than a house asks about in a bad week. */
  private static final int KEPT_AT_MOST = 20_000;

  /**
   * An answer, what was asked, and when it came.
   *
   * @param at later than this the product was not asked
   */
  record Heard(HttpCall question, HttpAnswer answer, Instant at) {}

  /** Hears of each request, for people who try a declaration. */
  interface Listener {

    /**
     * @param step its name
     * @param status what came back, or 0 for silence
     */
    void heard(String step, String method, String path, int status, Duration took);
  }

  private final Declaration declaration;
  private final DeclaredSettings settings;
  private final Map<String, JsonApi> apis = new HashMap<>();
  private final Login login = new Login(this::token);
  private final Listener listener;
  private final @Nullable Bucket bucket;
  private final Cache<HttpCall, Heard> kept =
      Caffeine.newBuilder().maximumSize(KEPT_AT_MOST).build();

  Calls(Declaration declaration, DeclaredSettings settings, Listener listener) {
    this.declaration = declaration;
    this.settings = settings;
    this.listener = listener;
    settings.places().forEach((name, place) -> apis.put(name, new JsonApi(place)));
    RateLimit limit = declaration.rateLimit();
    this.bucket =
        limit == null
            ? null
            : Bucket.builder()
                .addLimit(l -> l.capacity(limit.calls()).refillGreedy(limit.calls(), limit.per()))
                .build();
  }

  /**
   * Sends one step, signed in.
   *
   * @param variables what its expressions see
   * @param memory answers to the same question, kept over one batch; {@code null} to ask anew
   */
  Heard answer(Step step, Map<String, Object> variables, @Nullable Map<HttpCall, Heard> memory)
      throws Refusal {
    HttpCall bare = Filling.call(step, variables, Filling.headers(step.headers(), variables));
    Heard known = memory == null ? null : memory.get(bare);
    Duration keep = step.changes() ? null : Seconds.of(step.keep(), variables);
    if (known == null && keep != null) {
      known = kept.getIfPresent(bare);
      known = known != null && known.at().plus(keep).isAfter(Instant.now()) ? known : null;
    }
    if (known != null) {
      return known;
    }
    Heard heard = new Heard(bare, signedIn(step, bare), Instant.now());
    if (memory != null) {
      memory.put(bare, heard);
    }
    return heard;
  }

  /**
   * Keeps an answer that was understood, so that it can be used again; one that is about us or the
   * product, as the status tells, is not kept.
   */
  void keep(Heard heard) {
    HttpAnswer answer = heard.answer();
    if (answer.ok() || answer.status() == 404) {
      kept.put(heard.question(), heard);
    }
  }

  /** The answer if its status is good, or what the status means. */
  HttpAnswer good(Step step, HttpAnswer answer, @Nullable String said) throws Refusal {
    JsonApi api = apis.get(step.at());
    return api.sorted(answer, step.changes())
        .orRefuse(declaration.name() + " " + api.place(), said);
  }

  /** Ends the session, if there is one. */
  @Override
  public void close() {
    String token = login.end();
    Step logout = declaration.signIn().logout();
    try {
      if (token != null && logout != null) {
        Map<String, Object> variables = secretVariables(token);
        send(logout, Filling.call(logout, variables, all(logout, variables, true)));
      }
    } catch (Refusal | ConnectorException e) {
      // The product ends the session by itself after a while.
    }
    apis.values().forEach(JsonApi::close);
  }

  private HttpAnswer signedIn(Step step, HttpCall bare) throws Refusal {
    if (declaration.signIn().login() == null) {
      return send(step, with(bare, secretVariables(null)));
    }
    return login.call(token -> send(step, with(bare, secretVariables(token))));
  }

  /** The same call with the headers that prove who asks. */
  private HttpCall with(HttpCall bare, Map<String, Object> variables) throws Refusal {
    Map<String, String> headers =
        new LinkedHashMap<>(Filling.headers(declaration.headers(), variables));
    Map<String, String> proving = Filling.headers(declaration.signIn().headers(), variables);
    proving.values().forEach(settings.secrets()::hide);
    headers.putAll(proving);
    headers.putAll(bare.headers());
    return new HttpCall(bare.changes(), bare.method(), bare.path(), headers, bare.body());
  }

  private String token() throws Refusal {
    Step step = Objects.requireNonNull(declaration.signIn().login());
    Map<String, Object> variables = secretVariables(null);
    HttpAnswer answer = send(step, Filling.call(step, variables, all(step, variables, false)));
    variables.putAll(seen(answer));
    for (AnswerRule rule : step.answers()) {
      if (rule.when().holds(variables) && rule.means() == AnswerRule.Meaning.REFUSED) {
        String message = rule.message() == null ? "" : String.valueOf(rule.message().of(variables));
        throw new Refusal(rule.code(), settings.secrets().masked(message));
      }
    }
    good(step, answer, null);
    Object token = Objects.requireNonNull(declaration.signIn().token()).of(variables);
    if (token == null) {
      String text = declaration.name() + " answered the sign-in without a token";
      throw new Refusal("NOT_AUTHENTICATED", text);
    }
    settings.secrets().hide(token.toString());
    return token.toString();
  }

  private Map<String, String> all(Step step, Map<String, Object> variables, boolean signedIn)
      throws Refusal {
    Map<String, String> headers =
        new LinkedHashMap<>(Filling.headers(declaration.headers(), variables));
    if (signedIn) {
      headers.putAll(Filling.headers(declaration.signIn().headers(), variables));
    }
    headers.putAll(Filling.headers(step.headers(), variables));
    return headers;
  }

  private Map<String, Object> secretVariables(@Nullable String token) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("settings", settings.values());
    variables.put("secrets", settings.secrets().read());
    if (token != null) {
      variables.put("token", token);
    }
    return variables;
  }

  private HttpAnswer send(Step step, HttpCall call) {
    waitForTurn();
    long start = System.nanoTime();
    int status = 0;
    try {
      HttpAnswer answer = apis.get(step.at()).send(call);
      status = answer.status();
      return answer;
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      listener.heard(
          step.id(), call.method(), settings.secrets().masked(call.path()), status, took);
    }
  }

  private void waitForTurn() {
    if (bucket == null) {
      return;
    }
    Duration patience = settings.places().get("url").timeout();
    try {
      if (!bucket.asBlocking().tryConsume(1, patience)) {
        String text = declaration.name() + " is asked as often as it may be";
        throw new ProductUnavailableException(text, null, patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProductUnavailableException("interrupted", e);
    }
  }

  private static @Nullable Object body(HttpAnswer answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    // RFC 7303 §4.2: application/xml, text/xml, and what ends in +xml.
    return type.matches("(application|text)/([a-z0-9.+-]+\\+)?xml\\b.*")
        ? Xml.plain(answer.body())
        : Json.plain(answer.json());
  }

  /** An answer as expressions see it. */
  static Map<String, Object> seen(HttpAnswer answer) {
    Map<String, Object> seen = new HashMap<>();
    Map<String, String> headers = new TreeMap<>();
    answer.headers().map().forEach((name, all) -> headers.put(name.toLowerCase(), all.getFirst()));
    seen.put("status", answer.status());
    seen.put("headers", headers);
    seen.put("body", body(answer));
    seen.put("text", answer.body());
    return seen;
  }
}
