package org.rempart.app.console;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.report.ReportHtml;
import org.rempart.app.security.Caller;
import org.rempart.core.report.Report;
import org.rempart.core.report.ReportAssembler;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The post-incident report: in the console, by itself for printing, and as JSON. */
@Controller
@RequestMapping("/incidents/{id}")
class ReportPages implements Framed {

  private final IncidentHead head;
  private final ReportAssembler reports;
  private final ReportHtml html;

  ReportPages(IncidentHead head, ReportAssembler reports, ReportHtml html) {
    this.head = head;
    this.reports = reports;
    this.html = html;
  }

  @GetMapping("/report")
  String show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String lang,
      Caller caller,
      Locale locale,
      Model model) {
    head.put(model, id, "report", caller);
    model.addAttribute("lang", Objects.requireNonNullElse(lang, locale.getLanguage()));
    return "console/report";
  }

  @GetMapping("/report.html")
  ResponseEntity<String> page(
      @PathVariable UUID id, @RequestParam(defaultValue = "fr") String lang, Caller caller) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", html.contentSecurityPolicy())
        .header("X-Frame-Options", "SAMEORIGIN")
        .body(html.page(assemble(id, lang, caller)));
  }

  @GetMapping(path = "/report.json", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  Report json(
      @PathVariable UUID id, @RequestParam(defaultValue = "fr") String lang, Caller caller) {
    return assemble(id, lang, caller);
  }

  private Report assemble(UUID id, String lang, Caller caller) {
    var locale = lang.equals("en") ? Locale.ENGLISH : Locale.FRENCH;
    return reports.assemble(id, caller.sites(), locale);
  }
}
