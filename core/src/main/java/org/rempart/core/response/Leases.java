package org.rempart.core.response;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;
import org.rempart.connector.Order;
import org.rempart.core.incident.Marking;
import org.rempart.core.response.ActionJournal.Written;
import org.rempart.core.response.Claims.Claim;
import org.rempart.core.response.Claims.Wanted;
import org.rempart.core.response.Fate.State;
import org.rempart.core.response.ResponseJournal.Opened;
import org.rempart.core.storage.Statements;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Writes what was decided, claims containments and hands out the leases. */
@Component
class Leases {

  /** How soon an action looks again whether another incident is through with the target. */
  private static final double LOOK_AGAIN_SECONDS = 0.25;

  private final ActionJournal journal;
  private final Claims claims;
  private final Releases releases;
  private final Chronicle chronicle;
  private final Sentences sentences;
  private final ResponseSettings settings;
  private final Expiry expiry;
  private final JdbcOperations jdbc;

  Leases(
      ActionJournal journal,
      Claims claims,
      Releases releases,
      Chronicle chronicle,
      Sentences sentences,
      ResponseSettings settings,
      Expiry expiry,
      JdbcOperations jdbc) {
    this.journal = journal;
    this.claims = claims;
    this.releases = releases;
    this.chronicle = chronicle;
    this.sentences = sentences;
    this.settings = settings;
    this.expiry = expiry;
    this.jdbc = jdbc;
  }

  /** Answers a lease for every action that may call its product now. */
  List<Lease> take(Opened response, IncidentFacts incident, List<Fate> decided) {
    List<Fate> fates = holding(response, incident.siteId(), decided);
    if (fates.isEmpty()) {
      return List.of();
    }
    Statements statements = new Statements();
    Supplier<Map<String, Written>> rows =
        journal.write(statements, response, incident.siteId(), fates, settings.lease());
    claims.claim(
        statements,
        fates.stream()
            .filter(f -> f.held() != null)
            .map(f -> new Claim(Objects.requireNonNull(f.held()).id(), f.candidate().id()))
            .toList());
    chronicle.tell(
        statements,
        response.incidentId(),
        response.actor(),
        fates.stream().flatMap(f -> event(response, f).stream()).toList());
    statements.send(jdbc);
    letGo(fates);
    Map<String, Written> written = rows.get();
    Map<String, String> earlier = earlier(response, fates);
    return fates.stream()
        .filter(Fate::executing)
        .map(f -> lease(response, incident, f, written.get(f.candidate().key()), earlier))
        .toList();
  }

  /**
   * What an earlier try may have done is not done twice. Where a containment is claimed, its row
   * tells already; who only reads wants to read anew.
   */
  private Map<String, String> earlier(Opened response, List<Fate> fates) {
    boolean mayDouble =
        response.generation() > 1
            && !response.capability().reads()
            && fates.stream().anyMatch(f -> f.executing() && readable(f.candidate()));
    return mayDouble ? journal.earlier(response) : Map.of();
  }

  private static boolean readable(Candidate c) {
    return !c.contains()
        && c.service() != null
        && c.service().offer().assurance() == Assurance.READABLE;
  }

  private List<Fate> holding(Opened response, String siteId, List<Fate> fates) {
    List<Wanted> wanted =
        fates.stream()
            .filter(f -> f.executing() && f.candidate().contains())
            .map(f -> wanted(response, f.candidate()))
            .toList();
    if (wanted.isEmpty()) {
      return fates;
    }
    Map<String, Held> held = claims.reserve(siteId, wanted);
    List<Fate> all = new ArrayList<>();
    for (Fate fate : fates) {
      Candidate c = fate.candidate();
      boolean holds = fate.executing() && c.contains();
      all.add(holds ? held(fate, held.get(Held.place(c.connector(), c.target().value()))) : fate);
    }
    return all;
  }

  private Fate held(Fate fate, @Nullable Held held) {
    Objects.requireNonNull(held);
    if (held.reverting()) {
      return fate.waiting(LOOK_AGAIN_SECONDS, sentences.say("message.in-use"), null);
    }
    if (!held.established() && !held.establishedBy(fate.candidate().id())) {
      return fate.waiting(LOOK_AGAIN_SECONDS, sentences.say("message.in-use"), held);
    }
    return fate.claiming(held);
  }

  /** What will not be executed holds nothing back. */
  private void letGo(List<Fate> fates) {
    List<UUID> ended =
        fates.stream()
            .filter(f -> f.state() == State.REFUSED || f.state() == State.FAILED)
            .map(Fate::candidate)
            .filter(Candidate::known)
            .map(Candidate::id)
            .toList();
    if (!ended.isEmpty()) {
      releases.release(ended, "not-executed", "responses");
    }
  }

  private Lease lease(
      Opened response,
      IncidentFacts incident,
      Fate fate,
      @Nullable Written row,
      Map<String, String> earlier) {
    Objects.requireNonNull(row);
    Candidate c = fate.candidate();
    Held held = fate.held();
    Instant until = held == null ? null : until(response, incident.now());
    Order order =
        new Order(
            held == null ? c.key() : held.orderKey(),
            response.capability(),
            c.target(),
            until,
            parameters(response, incident, c));
    return new Lease(
        row.id(),
        Objects.requireNonNull(c.service()),
        order,
        row.fencing(),
        row.attempts(),
        c.inDoubt() || (held != null && !held.established() && held.doubtful()),
        c.doubtSeconds(),
        held == null ? null : held.id(),
        standing(response, incident.now(), held),
        held == null ? null : held.found(),
        expiry.seconds(response.capability()),
        earlier.get(Held.place(c.connector(), c.target().value())));
  }

  /** How far it may travel counts as it is now, and not as it was when the action was planned. */
  private static Map<String, String> parameters(
      Opened response, IncidentFacts incident, Candidate c) {
    return Marking.leaves(response.capability()) ? incident.marking().parameters() : c.parameters();
  }

  private Lease.Standing standing(Opened response, Instant now, @Nullable Held held) {
    if (held == null) {
      return Lease.Standing.PLAIN;
    }
    if (!held.established()) {
      return Lease.Standing.ESTABLISH;
    }
    Long seconds = expiry.seconds(response.capability());
    Instant told = held.productUntil();
    boolean tooEarly = told != null && (seconds == null || told.isBefore(now.plusSeconds(seconds)));
    if (tooEarly) {
      return Lease.Standing.PROLONG;
    }
    return held.unseen() ? Lease.Standing.AWAIT : Lease.Standing.JOIN;
  }

  /**
   * The product's own end is a safety net for when Rempart is gone; twice the expiry, so that
   * another incident can join without the product being told anew.
   */
  private @Nullable Instant until(Opened response, Instant now) {
    Long seconds = expiry.seconds(response.capability());
    return seconds == null ? null : now.plus(Duration.ofSeconds(2 * seconds));
  }

  private static Wanted wanted(Opened response, Candidate c) {
    return new Wanted(
        c.connector(),
        response.capability().id(),
        c.target().kind().name(),
        c.target().value(),
        c.key());
  }

  private static List<Chronicle.Event> event(Opened response, Fate fate) {
    boolean again = fate.candidate().known();
    String kind =
        switch (fate.state()) {
          case PLANNED -> again ? "" : "action.planned";
          case EXECUTING -> again ? "" : "action.planned";
          case EXECUTED -> "action.dry-run";
          case REFUSED -> "action.refused";
          case FAILED -> "action.failed";
          case CANCELLED -> "action.cancelled";
          case WAITING -> again ? "" : "action.waiting";
        };
    Map<String, String> details =
        Map.of(
            "message", fate.message() == null ? "" : fate.message(),
            "rule", fate.rule() == null ? "" : fate.rule());
    Candidate c = fate.candidate();
    return kind.isEmpty()
        ? List.of()
        : List.of(
            new Chronicle.Event(
                kind,
                "action",
                c.id(),
                response.capability().id(),
                c.connector(),
                c.target().value(),
                details,
                fate.rule()));
  }
}
