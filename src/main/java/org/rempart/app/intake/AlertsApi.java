package org.rempart.app.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.alert.intake.AlertIntake;
import org.rempart.core.alert.intake.Delivered;
import org.rempart.core.alert.intake.KeyReusedException;
import org.rempart.core.alert.intake.Receipt;
import org.rempart.core.alert.intake.SeenRequests;
import org.rempart.core.alert.source.Source;
import org.rempart.core.alert.source.SourceCatalogue;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Takes alerts in by request; the answer comes after the commit. */
@RestController
@RequestMapping("/api/v1/sources/{source}/alerts")
class AlertsApi {

  private static final int LONGEST_KEY = 200;

  private final SourceCatalogue sources;
  private final AlertIntake intake;
  private final IntakeMeters meters;

  AlertsApi(SourceCatalogue sources, AlertIntake intake, IntakeMeters meters) {
    this.sources = sources;
    this.intake = intake;
    this.meters = meters;
  }

  /**
   * Takes an object, an array or lines of them, packed with gzip or not.
   *
   * @param site where they happened; default the source's site
   * @param key the same over all repeats of this delivery: a repeat changes nothing
   * @param replay whether old records are played again, so that windows use their own time
   */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer post(
      @PathVariable String source,
      @RequestParam(required = false) @Nullable String site,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestHeader(name = "Rempart-Replay", defaultValue = "false") boolean replay,
      Caller caller,
      HttpServletRequest request)
      throws IOException {
    Source known = known(source);
    if (!caller.sites().contains(site == null ? known.site() : site)) {
      throw new AccessDeniedException("This token may not speak for that site.");
    }
    byte[] body = Body.read(request);
    List<Delivered> records =
        Parcels.of(body, request.getContentType()).stream()
            .map(raw -> new Delivered(source, raw, site, replay, null))
            .toList();
    return Answer.of(records.size(), taken(records, source, key, body));
  }

  private Source known(String source) {
    return sources
        .find(source)
        .map(SourceCatalogue.Configured::source)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no source " + source + "."));
  }

  private Receipt taken(List<Delivered> records, String source, @Nullable String key, byte[] body) {
    if (key == null) {
      return meters.taken("http", records.size(), () -> intake.accept(records));
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
    }
    var once = new SeenRequests.Request(source, key, digest(body));
    try {
      return meters.taken("http", records.size(), () -> intake.accept(records, once));
    } catch (KeyReusedException reused) {
      throw new ResponseStatusException(
          HttpStatus.UNPROCESSABLE_CONTENT, reused.getMessage(), reused);
    }
  }

  private static byte[] digest(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * What became of a delivery.
   *
   * @param received records in it
   * @param accepted kept as alerts
   * @param repeated known already by the source's event id
   * @param passedOver not alerts
   * @param suppressed kept, but open and feed no incidents
   * @param rejected which were not accepted, and why
   */
  record Answer(
      int received,
      int accepted,
      int repeated,
      int passedOver,
      int suppressed,
      List<Receipt.Rejection> rejected) {

    static Answer of(int received, Receipt receipt) {
      return new Answer(
          received,
          receipt.accepted(),
          receipt.repeated(),
          receipt.passedOver(),
          receipt.suppressed(),
          receipt.rejections());
    }
  }
}
