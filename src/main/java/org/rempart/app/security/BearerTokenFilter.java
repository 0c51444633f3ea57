package org.rempart.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes {@code Authorization: Bearer …} for the token's holder, for one request. */
class BearerTokenFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  private final ApiTokens tokens;
  private final ProblemResponse problems;

  BearerTokenFilter(ApiTokens tokens, ProblemResponse problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      try {
        tokens.holder(header.substring(SCHEME.length()).strip()).ifPresent(this::signIn);
      } catch (DataAccessResourceFailureException away) {
        // Nobody can be told from anybody now; a 401 would make a sender give up.
        problems.away(request, response);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private void signIn(Caller caller) {
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(caller, null, caller.authorities()));
    SecurityContextHolder.setContext(context);
  }
}
