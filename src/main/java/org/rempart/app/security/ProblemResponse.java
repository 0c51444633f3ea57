package org.rempart.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers what the API refuses before a controller sees it, as problem details (RFC 9457). */
@Component
class ProblemResponse implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final JsonMapper json;

  ProblemResponse(JsonMapper json) {
    this.json = json;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"rempart\"");
    write(
        request,
        response,
        HttpStatus.UNAUTHORIZED,
        "Send the header \"Authorization: Bearer <token>\" with a token that is known and has not"
            + " expired.");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException {
    write(
        request,
        response,
        HttpStatus.FORBIDDEN,
        "The token's role does not allow " + request.getMethod() + " on this path.");
  }

  /** Answers 503 while the database that knows the tokens is away. */
  void away(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    write(
        request,
        response,
        HttpStatus.SERVICE_UNAVAILABLE,
        "The database does not answer; try again in a moment.");
  }

  private void write(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    var body =
        Map.of(
            "type", "about:blank",
            "title", status.getReasonPhrase(),
            "status", status.value(),
            "detail", detail,
            "instance", URI.create(request.getRequestURI()).toString());
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }
}
