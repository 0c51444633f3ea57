package org.rempart.app.intake;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.alert.intake.Receipt;
import org.rempart.core.alert.intake.RejectedAlerts;
import org.rempart.core.alert.intake.RejectedAlerts.Rejected;
import org.rempart.core.alert.intake.RejectedReplay;
import org.rempart.core.alert.intake.StillRefusedException;
import org.rempart.core.alert.intake.UnknownSourceException;
import org.rempart.core.audit.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Records that were rejected: to look at, and to hand in once more. */
@RestController
@RequestMapping("/api/v1/rejected")
class RejectedApi {

  private static final int MOST = 200;

  private final RejectedAlerts rejected;
  private final RejectedReplay replay;

  RejectedApi(RejectedAlerts rejected, RejectedReplay replay) {
    this.rejected = rejected;
    this.replay = replay;
  }

  /** Rejected records, the newest first. */
  @GetMapping
  Listing list(
      @RequestParam(required = false) @Nullable UUID cursor,
      @RequestParam(defaultValue = "50") int limit,
      Caller caller) {
    if (limit < 1 || limit > MOST) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "limit must be between 1 and " + MOST + ".");
    }
    List<Rejected> found = rejected.list(caller.sites(), cursor, limit + 1);
    boolean more = found.size() > limit;
    List<Rejected> items = more ? found.subList(0, limit) : found;
    return new Listing(items, more ? items.getLast().id().toString() : null);
  }

  /** What was sent, as it came. */
  @GetMapping("/{id}/raw")
  ResponseEntity<byte[]> raw(@PathVariable UUID id, Caller caller) {
    return rejected
        .raw(id, caller.sites())
        .map(raw -> ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).body(raw))
        .orElseThrow(() -> unknown(id));
  }

  /** Hands a record in once more, after what refused it was mended. */
  @PostMapping("/{id}/replay")
  AlertsApi.Answer replay(@PathVariable UUID id, Caller caller, Actor actor) {
    try {
      Receipt receipt = replay.replay(id, caller.sites(), actor).orElseThrow(() -> unknown(id));
      return AlertsApi.Answer.of(1, receipt);
    } catch (StillRefusedException | UnknownSourceException refused) {
      throw new ResponseStatusException(
          HttpStatus.UNPROCESSABLE_CONTENT, refused.getMessage(), refused);
    }
  }

  private static ResponseStatusException unknown(UUID id) {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND, "There is no rejected record " + id + ".");
  }

  /**
   * One page.
   *
   * @param next cursor of the next page, or {@code null} on the last
   */
  record Listing(List<Rejected> items, @Nullable String next) {}
}
