package org.rempart.app.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.rempart.core.report.Report;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Draws a report as one HTML page that stands by itself: it can be saved, mailed and printed, in
 * greyscale too.
 */
@Component
public class ReportHtml {

  private final ITemplateEngine templates;
  private final String css = css();

  ReportHtml(ITemplateEngine templates) {
    this.templates = templates;
  }

  /** The page. */
  public String page(Report report) {
    var locale = Locale.of(report.language());
    var values = Map.of("r", report, "css", css, "say", new Phrases(locale));
    return templates.process("report/report", new Context(locale, values));
  }

  /**
   * The Content-Security-Policy for the page: nothing is loaded, nothing runs, and its one style
   * element is known by its hash.
   */
  public String contentSecurityPolicy() {
    return "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        .formatted(sha256(css));
  }

  private static String css() {
    try {
      return new ClassPathResource("report/report.css").getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("The report's style can't be read.", broken);
    }
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256.", impossible);
    }
  }
}
