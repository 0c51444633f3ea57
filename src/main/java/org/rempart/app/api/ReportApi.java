package org.rempart.app.api;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.report.ReportHtml;
import org.rempart.app.security.Caller;
import org.rempart.core.report.Report;
import org.rempart.core.report.ReportAssembler;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The post-incident report, at any time of the incident. */
@RestController
class ReportApi {

  private final ReportAssembler reports;
  private final ReportHtml html;

  ReportApi(ReportAssembler reports, ReportHtml html) {
    this.reports = reports;
    this.html = html;
  }

  /** The report as HTML or JSON, in French or English, with the same figures. */
  @GetMapping("/api/v1/incidents/{id}/report")
  ResponseEntity<?> show(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "json") String format,
      @RequestParam(required = false) @Nullable String lang,
      Locale accepted,
      Caller caller) {
    var locale = Language.of(lang, accepted);
    return switch (format) {
      case "json" ->
          ResponseEntity.ok()
              .contentType(MediaType.APPLICATION_JSON)
              .body(reports.assemble(id, caller.sites(), locale));
      case "html" -> page(reports.assemble(id, caller.sites(), locale));
      default -> throw notMade(format);
    };
  }

  private ResponseEntity<String> page(Report report) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", html.contentSecurityPolicy())
        .body(html.page(report));
  }

  private static ErrorResponseException notMade(String format) {
    var problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.NOT_ACCEPTABLE,
            "format must be html or json in this version, but is \"" + format + "\".");
    problem.setProperty("field", "format");
    return new ErrorResponseException(HttpStatus.NOT_ACCEPTABLE, problem, null);
  }
}
