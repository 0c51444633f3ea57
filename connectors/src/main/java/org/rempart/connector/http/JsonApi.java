package org.rempart.connector.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
    return exchange(new HttpCall(false, method, path, headers, body));
  }

  /** Orders a change. */
  public HttpAnswer change(
      String method, String path, Map<String, String> headers, @Nullable Object body) {
    return exchange(new HttpCall(true, method, path, headers, body));
  }

  /** Makes a call and sorts its failures. */
  public HttpAnswer exchange(HttpCall call) {
    return sorted(send(call), call.changes());
  }

  /**
   * Makes a call whose statuses the caller sorts, see {@link #sorted}; only silence is an exception
   * here.
   */
  public HttpAnswer send(HttpCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url() + call.path()))
            .timeout(settings.timeout())
            .header("Accept", "application/json")
            .method(call.method(), publisher(call.body()));
    if (call.body() != null) {
      request.header("Content-Type", contentType(call.body()));
    }
    call.headers().forEach(request::setHeader);
    HttpResponse<String> response = sent(request.build(), call.changes());
    return new HttpAnswer(response.statusCode(), response.headers(), response.body());
  }

  /** The answer, unless its status says that the product was too busy or that it broke. */
  public HttpAnswer sorted(HttpAnswer answer, boolean changes) {
    int status = answer.status();
    if (status == 429 || status == 503) {
      throw new ProductUnavailableException(
          place() + " answered " + status, null, answer.retryAfter());
    }
    if (status >= 500) {
      throw silence("status " + status, null, changes);
    }
    return answer;
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

  private static String contentType(Object body) {
    return switch (body) {
      case HttpCall.Form form -> "application/x-www-form-urlencoded";
      case String text -> "text/plain; charset=UTF-8";
      default -> "application/json";
    };
  }

  private static BodyPublisher publisher(@Nullable Object body) {
    return switch (body) {
      case null -> BodyPublishers.noBody();
      case String text -> BodyPublishers.ofString(text);
      case HttpCall.Form form -> BodyPublishers.ofString(form.encoded());
      default -> BodyPublishers.ofString(JSON.writeValueAsString(body));
    };
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
      if (settings.caFile() != null || settings.client() != null) {
        builder.sslContext(Tls.context(settings.caFile(), settings.client()));
      }
      client = builder.build();
    }
    return client;
  }
}
