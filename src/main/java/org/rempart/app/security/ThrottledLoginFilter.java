package org.rempart.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns away login attempts that must wait, before a password is hashed for them. */
class ThrottledLoginFilter extends OncePerRequestFilter {

  private final LoginThrottle throttle;

  ThrottledLoginFilter(LoginThrottle throttle) {
    this.throttle = throttle;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || !request.getServletPath().equals("/login");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var pause = throttle.pause(login(request), request.getRemoteAddr());
    if (pause.isZero()) {
      chain.doFilter(request, response);
      return;
    }
    var seconds = pause.toSeconds() + 1;
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    response.sendRedirect(request.getContextPath() + "/login?wait=" + seconds);
  }

  /** The login of an attempt; empty when the form lacks it. */
  static String login(HttpServletRequest request) {
    var login = request.getParameter("username");
    return login == null ? "" : login.strip();
  }
}
