package org.rempart.app.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.AuditSearch;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what, when and why. Spans all sites: for managers alone. */
@RestController
class AuditApi {

  private final AuditSearch audit;

  AuditApi(AuditSearch audit) {
    this.audit = audit;
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

  /** A {@link Page} that says how much of the trail is not chained yet. */
  record AuditPage(List<AuditSearch.Entry> items, @Nullable String next, long unsealed) {}
}
