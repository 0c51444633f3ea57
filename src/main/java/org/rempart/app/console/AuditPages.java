package org.rempart.app.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.app.audit.AuditDownload;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditCheckpoints;
import org.rempart.core.audit.AuditExport;
import org.rempart.core.audit.AuditKeys;
import org.rempart.core.audit.AuditSearch;
import org.rempart.core.audit.chain.SigningKey;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Who did what, when and why, and the proof of it to take along. For managers alone. */
@Controller
@RequestMapping("/audit")
class AuditPages implements Framed {

  private static final int PAGE = 100;

  private final AuditSearch audit;
  private final AuditCheckpoints checkpoints;
  private final AuditKeys keys;
  private final AuditDownload download;
  private final ConsoleSettings settings;

  AuditPages(
      AuditSearch audit,
      AuditCheckpoints checkpoints,
      AuditKeys keys,
      AuditDownload download,
      ConsoleSettings settings) {
    this.audit = audit;
    this.checkpoints = checkpoints;
    this.keys = keys;
    this.download = download;
    this.settings = settings;
  }

  @GetMapping
  String list(@RequestParam(required = false) @Nullable Long below, Model model) {
    var found = audit.list(null, null, null, below, PAGE + 1);
    model.addAttribute("entries", found.stream().limit(PAGE).toList());
    model.addAttribute("older", found.size() > PAGE ? found.get(PAGE - 1).id() : null);
    model.addAttribute("checkpoint", checkpoints.newest().orElse(null));
    return "console/audit";
  }

  /** Days are those of the console's time zone. */
  @GetMapping("/export")
  void export(
      @RequestParam(required = false) @Nullable LocalDate since,
      @RequestParam(required = false) @Nullable LocalDate until,
      Actor actor,
      HttpServletResponse response)
      throws IOException {
    var zone = settings.zone();
    var range =
        new AuditExport.Range(
            null,
            null,
            since == null ? null : since.atStartOfDay(zone).toInstant(),
            until == null ? null : until.atStartOfDay(zone).toInstant());
    download.send(range, actor, response);
  }

  @GetMapping(path = "/keys.pem", produces = MediaType.TEXT_PLAIN_VALUE)
  @ResponseBody
  String keys() {
    return keys.publicKeys().stream().map(SigningKey::pem).collect(Collectors.joining());
  }
}
