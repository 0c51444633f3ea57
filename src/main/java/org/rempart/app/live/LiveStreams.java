package org.rempart.app.live;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * The open streams to browsers. An event's name is the kind of thing that changed ({@code
 * incident}, {@code task}, {@code containment}, or {@code all}), its data the id; browsers fetch
 * anew what they show of it.
 */
@Component
public class LiveStreams {

  private static final long NEVER = 0L;

  private final Set<SseEmitter> streams = ConcurrentHashMap.newKeySet();
  private final RecentNotices recent = new RecentNotices();

  /** What was told last: a page that carries it hears of everything later, however slow it is. */
  public String mark() {
    return recent.mark();
  }

  /**
   * Opens a stream; it ends when the browser goes or the application stops.
   *
   * @param since a mark; what was told after it is told again, and {@code all} when that is not
   *     known any more; empty for nothing
   */
  SseEmitter open(String since) {
    var stream = new SseEmitter(NEVER);
    stream.onCompletion(() -> streams.remove(stream));
    stream.onError(broken -> streams.remove(stream));
    // Before the look back, so that nothing falls between the two.
    streams.add(stream);
    send(stream, SseEmitter.event().comment("rempart").reconnectTime(3_000));
    recent.after(since).forEach(notice -> send(stream, event(notice)));
    return stream;
  }

  /**
   * Tells every browser.
   *
   * @param what kind and id with a colon between, for example {@code incident:0190b5a2-…}
   */
  void tell(String what) {
    var notice = recent.add(what);
    streams.forEach(stream -> send(stream, event(notice)));
  }

  /** Keeps proxies from ending quiet streams, and finds those whose browser has gone. */
  @Scheduled(fixedDelay = 20_000)
  void beat() {
    streams.forEach(stream -> send(stream, SseEmitter.event().comment("beat")));
  }

  /** Ends the streams first, or the graceful stop would wait for them. */
  @EventListener(ContextClosedEvent.class)
  void end() {
    streams.forEach(SseEmitter::complete);
  }

  private static SseEventBuilder event(RecentNotices.Notice notice) {
    var parts = notice.what().split(":", 2);
    return SseEmitter.event()
        .id(notice.mark())
        .name(parts[0])
        .data(parts.length > 1 ? parts[1] : "", MediaType.TEXT_PLAIN);
  }

  private void send(SseEmitter stream, SseEventBuilder event) {
    try {
      stream.send(event);
    } catch (IOException | IllegalStateException gone) {
      streams.remove(stream);
    }
  }
}
