package org.rempart.app.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.app.audit.AuditDownload;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditCheckpoints;
import org.rempart.core.audit.AuditErasure;
import org.rempart.core.audit.AuditExport;
import org.rempart.core.audit.AuditKeys;
import org.rempart.core.audit.AuditSearch;
import org.rempart.core.audit.chain.Checkpoint;
import org.rempart.core.audit.chain.ExportLine;
import org.rempart.core.audit.chain.SigningKey;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who did what, when and why. Spans all sites: for managers alone. */
@RestController
class AuditApi {

  private final AuditSearch audit;
  private final AuditDownload download;
  private final AuditCheckpoints checkpoints;
  private final AuditKeys keys;
  private final AuditErasure erasure;

  AuditApi(
      AuditSearch audit,
      AuditDownload download,
      AuditCheckpoints checkpoints,
      AuditKeys keys,
      AuditErasure erasure) {
    this.audit = audit;
    this.download = download;
    this.checkpoints = checkpoints;
    this.keys = keys;
    this.erasure = erasure;
  }

  /** Audit entries, the newest first, and how many are not sealed yet. */
  @GetMapping("/api/v1/audit")
  AuditPage list(
      @RequestParam(required = false) @Nullable String subjectKind,
      @RequestParam(required = false) @Nullable String subjectId,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var most = Page.checked(limit);
    var below = Page.numberOf(cursor);
    var found = audit.list(subjectKind, subjectId, actor, below, most + 1);
    var page = Page.of(found, most, AuditSearch.Entry::id);
    return new AuditPage(page.items(), page.next(), audit.unsealed());
  }

  /**
   * The audit as NDJSON, to be checked elsewhere by {@code rempart audit verify}: a header, the
   * sealed entries in their order, the signed checkpoints among them, and one of the last entry.
   *
   * @param first number of the first entry, else the chain's first
   * @param last number of the last entry, else the chain's last
   * @param since only entries from this time on
   * @param until only entries before this time
   */
  @GetMapping(path = "/api/v1/audit/export", produces = AuditDownload.NDJSON)
  void export(
      @RequestParam(required = false) @Nullable Long first,
      @RequestParam(required = false) @Nullable Long last,
      @RequestParam(required = false) @Nullable Instant since,
      @RequestParam(required = false) @Nullable Instant until,
      Actor actor,
      HttpServletResponse response)
      throws IOException {
    download.send(new AuditExport.Range(first, last, since, until), actor, response);
  }

  /** Every public key that signed checkpoints, as PEM, to be kept where checks are made. */
  @GetMapping(path = "/api/v1/audit/keys", produces = MediaType.TEXT_PLAIN_VALUE)
  String keys() {
    return keys.publicKeys().stream().map(SigningKey::pem).collect(Collectors.joining());
  }

  /** Every checkpoint as NDJSON, in the form of the file of checkpoints. */
  @GetMapping(path = "/api/v1/audit/checkpoints", produces = AuditDownload.NDJSON)
  String checkpoints() {
    return checkpoints.between(0, Long.MAX_VALUE).stream()
        .map(checkpoint -> ExportLine.of(checkpoint).text() + "\n")
        .collect(Collectors.joining());
  }

  /** Seals and signs what there is now. */
  @PostMapping("/api/v1/audit/checkpoints")
  Checkpoint checkpoint() {
    return checkpoints.take().orElseThrow(() -> new ErrorResponseException(HttpStatus.CONFLICT));
  }

  /** Erases the values of an entry; the entry itself, its digests and the chain stay. */
  @PostMapping("/api/v1/audit/{sequence}/erasure")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void erase(@PathVariable long sequence, @RequestBody Reason reason, Actor actor) {
    if (!erasure.erase(sequence, actor, Texts.required("reason", reason.reason()))) {
      throw new ErrorResponseException(HttpStatus.NOT_FOUND);
    }
  }

  /** Why. */
  record Reason(@Nullable String reason) {}

  /** A {@link Page} that says how much of the trail is not chained yet. */
  record AuditPage(List<AuditSearch.Entry> items, @Nullable String next, long unsealed) {}
}
