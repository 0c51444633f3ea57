package org.rempart.app.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/** What follows a login: the audit entry, the throttle's count, the way on. */
@Component
class LoginOutcome extends SavedRequestAwareAuthenticationSuccessHandler {

  private final AuditTrail audit;
  private final LoginThrottle throttle;

  LoginOutcome(AuditTrail audit, LoginThrottle throttle) {
    this.audit = audit;
    this.throttle = throttle;
    setDefaultTargetUrl("/");
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws ServletException, IOException {
    throttle.succeeded(ThrottledLoginFilter.login(request), request.getRemoteAddr());
    if (authentication.getPrincipal() instanceof Caller caller) {
      var actor = caller.actor(request.getRemoteAddr());
      audit.record(actor, "login.succeeded", "person", caller.login(), null, null, null);
    }
    super.onAuthenticationSuccess(request, response, authentication);
  }

  /** What follows a failed login. */
  AuthenticationFailureHandler failure() {
    var back = new SimpleUrlAuthenticationFailureHandler("/login?failed");
    return (request, response, failure) -> {
      var login = ThrottledLoginFilter.login(request);
      throttle.failed(login, request.getRemoteAddr());
      var actor = new Actor(Actor.Kind.PERSON, shortened(login), "", request.getRemoteAddr());
      audit.record(
          actor, "login.failed", "person", shortened(login), null, Map.of(), failure.getMessage());
      back.onAuthenticationFailure(request, response, failure);
    };
  }

  /** A login somebody typed may be anything, a password included; no more of it than a name has. */
  private static String shortened(String login) {
    var printable = login.replaceAll("\\p{Cntrl}", "");
    return printable.length() > 40 ? printable.substring(0, 40) : printable;
  }
}
