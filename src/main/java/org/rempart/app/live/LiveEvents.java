package org.rempart.app.live;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream of changes for the console, one per browser. */
@Controller
class LiveEvents {

  private final LiveStreams streams;

  LiveEvents(LiveStreams streams) {
    this.streams = streams;
  }

  /**
   * @param since the mark that the page was drawn at
   * @param last the last event that the browser has seen, which it says when it comes back
   */
  @GetMapping(path = "/console/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> open(
      @RequestParam(defaultValue = "") String since,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "") String last) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header("X-Accel-Buffering", "no")
        .body(streams.open(last.isEmpty() ? since : last));
  }
}
