package org.rempart.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;
import org.rempart.app.Visitor;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.Phase;
import org.springframework.beans.factory.annotation.Autowired;

class LiveEventsIT extends RunningApp {

  private static final Pattern EVENTS = Pattern.compile("data-events=\"([^\"]+)\"");

  @Autowired private IncidentLife life;

  @Test
  void aSignedInBrowserHearsOfAChangeByItsId() throws Exception {
    var incident = new Cases(jdbc).incident("Live", "LOW");
    var browser = Visitor.signedIn(port, "awa");
    var stream = browser.get("/console/events", BodyHandlers.ofInputStream());
    assertThat(stream.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    // A thread of its own: on two cores the common pool has one, which whatever else waits would
    // take.
    var heard =
        CompletableFuture.supplyAsync(
            () -> waitFor(stream.body(), incident), Thread::startVirtualThread);

    life.enterPhase(incident, Phase.CONTAIN, Actor.system("test"));

    assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("event:incident");
    stream.body().close();
  }

  /** What changes between drawing a page and opening its stream must not be missed. */
  @Test
  void aStreamThatOpensLateHearsWhatChangedSinceItsPageWasDrawn() throws Exception {
    var incident = new Cases(jdbc).incident("Late", "LOW");
    var browser = Visitor.signedIn(port, "awa");
    var events = EVENTS.matcher(browser.page("/incidents").body());
    assertThat(events.find()).isTrue();

    life.enterPhase(incident, Phase.CONTAIN, Actor.system("test"));
    // The notice is told within a quarter of a second of the commit.
    Thread.sleep(1_500);

    var stream = browser.get(events.group(1), BodyHandlers.ofInputStream());
    var heard =
        CompletableFuture.supplyAsync(
            () -> waitFor(stream.body(), incident), Thread::startVirtualThread);
    assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("event:incident");
    stream.body().close();
  }

  @Test
  void nobodyListensWithoutSigningIn() throws Exception {
    assertThat(send(request("/console/events")).status()).isEqualTo(302);
  }

  /** The line before the one that carries the id. */
  private static String waitFor(InputStream stream, UUID id) {
    var lines = new BufferedReader(new InputStreamReader(stream)).lines().iterator();
    var former = "";
    while (lines.hasNext()) {
      var line = lines.next();
      if (line.equals("data:" + id)) {
        return former;
      }
      former = line;
    }
    return "the stream ended";
  }
}
