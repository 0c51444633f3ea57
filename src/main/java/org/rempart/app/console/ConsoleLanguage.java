package org.rempart.app.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * In which language pages are: the one chosen before, kept in a cookie; else the browser's; else
 * French. The API goes by Accept-Language alone.
 */
@Component("localeResolver")
class ConsoleLanguage implements LocaleResolver {

  private static final String COOKIE = "rempart-language";
  private static final List<Locale> SPOKEN = List.of(Locale.FRENCH, Locale.ENGLISH);

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    if (request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
      return request.getLocale();
    }
    var cookie = WebUtils.getCookie(request, COOKIE);
    return cookie != null && speaks(cookie.getValue())
        ? Locale.of(cookie.getValue())
        : accepted(request);
  }

  @Override
  public void setLocale(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
    if (response == null || locale == null || !speaks(locale.getLanguage())) {
      throw new IllegalArgumentException("The console speaks French and English.");
    }
    var cookie =
        ResponseCookie.from(COOKIE, locale.getLanguage())
            .path("/")
            .maxAge(Duration.ofDays(365))
            .httpOnly(true)
            .sameSite("Lax")
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  static boolean speaks(String language) {
    return SPOKEN.stream().anyMatch(spoken -> spoken.getLanguage().equals(language));
  }

  private static Locale accepted(HttpServletRequest request) {
    var header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    if (header == null) {
      return Locale.FRENCH;
    }
    try {
      var found = Locale.lookup(Locale.LanguageRange.parse(header), SPOKEN);
      return found == null ? Locale.FRENCH : found;
    } catch (IllegalArgumentException unreadable) {
      return Locale.FRENCH;
    }
  }
}
