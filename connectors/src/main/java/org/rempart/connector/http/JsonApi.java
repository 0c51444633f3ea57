package org.rempart.connector.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks JSON over HTTP and sorts failures by the one question that matters after a crash: may the
 * product have acted?
 *
 * <ul>
 *   <li>Not connected, TLS refused, 429, 503: nothing was done, {@link
 *       ProductUnavailableException}.
 *   <li>A change that got no answer, or 5xx: {@link OutcomeUnknownException}.
 *   <li>A question that got no answer, or 5xx: {@link ProductUnavailableException}, as nothing
 *       changed.
 *   <li>All else is an answer, errors of the caller (4xx) included.
 * </ul>
 *
 * Redirects are not followed: they would carry credentials elsewhere.
 */
public final class JsonApi implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpSettings settings;
  private @Nullable HttpClient client;

  public JsonApi(HttpSettings settings) {
    this.settings = settings;
  }

  /** Asks by GET. */
  public HttpAnswer get(String path, Map<String, String> headers) {
    return ask("GET", path, headers, null);
  }

  /** Asks by any method something that changes nothing. */
  public HttpAnswer ask(
      String method, String path, Map<String, String> headers, @Nullable Object body) {
    return exchange(false, method, path, headers, body);
  }

  /** Orders a change. */
  public HttpAnswer change(
      String method, String path, Map<String, String> headers, @Nullable Object body) {
    return exchange(true, method, path, headers, body);
  }

  /** Where the product is, for messages. */
  public String place() {
    return settings.url().getAuthority();
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
    client = null;
  }

  private HttpAnswer exchange(
      boolean changes,
      String method,
      String path,
      Map<String, String> headers,
      @Nullable Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url() + path))
            .timeout(settings.timeout())
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    return sorted(sent(request.build(), changes), changes);
  }

  private HttpResponse<String> sent(HttpRequest request, boolean changes) {
    Future<HttpResponse<String>> answer = client().sendAsync(request, BodyHandlers.ofString());
    try {
      // The request's own time-out ends with the headers; this one covers a body that never comes.
      return answer.get(settings.timeout().toMillis() + 100, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause(), changes);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw silence("no answer in " + settings.timeout(), e, changes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      throw silence("interrupted", e, changes);
    }
  }

  private ConnectorException failure(@Nullable Throwable cause, boolean changes) {
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return new ProductUnavailableException(place() + " can't be reached", cause);
    }
    if (cause instanceof SSLHandshakeException) {
      String text = place() + " shows no certificate that is trusted here (see ca-file)";
      return new ProductUnavailableException(text, cause);
    }
    String what = cause instanceof IOException ? "no answer" : "failure";
    return silence(what, cause, changes);
  }

  private HttpAnswer sorted(HttpResponse<String> response, boolean changes) {
    int status = response.statusCode();
    if (status == 429 || status == 503) {
      Duration wait = retryAfter(response);
      throw new ProductUnavailableException(place() + " answered " + status, null, wait);
    }
    if (status >= 500) {
      throw silence("status " + status, null, changes);
    }
    return new HttpAnswer(status, response.headers(), response.body());
  }

  private ConnectorException silence(String what, @Nullable Throwable cause, boolean changes) {
    String text = place() + ": " + what;
    return changes
        ? new OutcomeUnknownException(text, cause)
        : new ProductUnavailableException(text, cause);
  }

  private synchronized HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(settings.timeout());
      if (settings.caFile() != null) {
        builder.sslContext(PrivateCa.context(settings.caFile()));
      }
      client = builder.build();
    }
    return client;
  }

  /**
   * Seconds alone: the date form of RFC 9110 §10.2.3 would need the product's clock to be right.
   */
  private static @Nullable Duration retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(v -> v.matches("\\d{1,6}"))
        .map(v -> Duration.ofSeconds(Long.parseLong(v)))
        .orElse(null);
  }
}
