package org.rempart.core.response;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentLife;
import org.rempart.core.incident.Marking;
import org.rempart.core.incident.Phase;
import org.rempart.core.response.ConnectorRegistry.Service;
import org.rempart.core.response.ResponseJournal.Opened;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.Result;
import org.rempart.core.storage.Statements;
import org.rempart.core.storage.Statements.Answer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The deciding transaction: finds targets and products, asks the guardrails, writes the actions'
 * rows and takes the leases. Policy, switch and approvals are read from the database here, every
 * time.
 */
@Component
class Decider {

  private final ResponseJournal journal;
  private final ActionJournal actions;
  private final IncidentReader incidents;
  private final TargetResolver resolver;
  private final ConnectorRegistry registry;
  private final Letters letters;
  private final Judge judge;
  private final Claims claims;
  private final Leases leases;
  private final Expiry expiry;
  private final Settler settler;
  private final Sentences sentences;
  private final ObjectProvider<IncidentLife> life;
  private final ManualRows manual;
  private final ReleaseLock releaseLock;

  Decider(
      ResponseJournal journal,
      ActionJournal actions,
      IncidentReader incidents,
      TargetResolver resolver,
      ConnectorRegistry registry,
      Letters letters,
      Judge judge,
      Claims claims,
      Leases leases,
      Expiry expiry,
      Settler settler,
      Sentences sentences,
      ObjectProvider<IncidentLife> life,
      ManualRows manual,
      ReleaseLock releaseLock) {
    this.journal = journal;
    this.actions = actions;
    this.incidents = incidents;
    this.resolver = resolver;
    this.registry = registry;
    this.letters = letters;
    this.judge = judge;
    this.claims = claims;
    this.leases = leases;
    this.expiry = expiry;
    this.settler = settler;
    this.sentences = sentences;
    this.life = life;
    this.manual = manual;
    this.releaseLock = releaseLock;
  }

  /** Begins a call, or takes a repeated one up where it stood. */
  Decided decide(Responses.Call call, Costs costs) {
    UUID request = call.requestId();
    return request == null ? decide(call, null, costs) : byHand(call, request, costs);
  }

  /**
   * The person who asked stands for the call: nobody says yes to what they asked for themselves.
   * Who wants it once more asks for it themselves.
   */
  private Decided byHand(Responses.Call call, UUID request, Costs costs) {
    ManualRows.Wanted wanted = manual.wanted(request);
    boolean anew = call.actor().kind() == Actor.Kind.PERSON;
    Responses.Call asked =
        new Responses.Call(
            call.incidentId(),
            call.callKey(),
            call.capability(),
            call.targetSet(),
            anew ? call.actor() : wanted.actor(),
            call.phase(),
            call.words(),
            request);
    Decided decided = decide(asked, wanted, costs);
    manual.takenUp(request, decided.responseId());
    return decided;
  }

  private Decided decide(Responses.Call call, ManualRows.@Nullable Wanted wanted, Costs costs) {
    Opened response = journal.open(call);
    if (!response.fresh()) {
      return goOn(response, costs);
    }
    return begin(response, costs.beside(() -> aims(call, wanted)), costs);
  }

  /** What a call is about, in the phase that it is made for. */
  private Aims aims(Responses.Call call, ManualRows.@Nullable Wanted wanted) {
    IncidentFacts incident =
        incidents.read(call.incidentId(), TargetResolver.kinds(call.targetSet()));
    Phase phase = call.phase();
    if (phase != null && phase != incident.phase()) {
      life.getObject().enterPhase(incident.id(), phase, call.actor());
    }
    if (wanted != null) {
      return new Aims(incident, wanted.kind(), wanted.targets(), wanted.parameters());
    }
    List<Target> targets = resolver.resolve(call.targetSet(), incident);
    return new Aims(incident, TargetResolver.kind(call.targetSet()), targets, call.words());
  }

  /** Takes a response up where it stood. */
  Decided resume(UUID responseId, Costs costs) {
    return goOn(journal.lock(responseId), costs);
  }

  private Decided goOn(Opened response, Costs costs) {
    if (response.settled()) {
      return over(response, settler.result(response, journal.standing(response.id())));
    }
    IncidentFacts incident = costs.beside(() -> incidents.read(response.incidentId(), Set.of()));
    List<Candidate> unsettled = actions.unsettled(response);
    Judge.Hearing hearing =
        costs.guardrails(() -> judge.hear(new Statements(), response, incident, unsettled));
    return proceed(hearing, costs);
  }

  private Decided begin(Opened response, Aims aims, Costs costs) {
    Capability capability = response.capability();
    IncidentFacts incident = aims.incident();
    if (aims.targets().isEmpty()) {
      return noTarget(response);
    }
    List<Service> all = registry.serving(capability, aims.kind(), incident.siteId());
    if (all.isEmpty()) {
      return unserved(response, incident);
    }
    Map<String, String> tickets =
        capability.id().startsWith("ticket.") ? letters.tickets(incident) : Map.of();
    List<Service> services = letters.withTicket(capability, all, tickets);
    if (services.isEmpty() && !capability.equals(Capability.OPEN_TICKET)) {
      return noTarget(response);
    }
    Map<String, String> words = aims.words().isEmpty() ? words(capability, incident) : aims.words();
    List<Candidate> wanted = candidates(response, aims.targets(), services, tickets, words);
    List<Candidate> missing = missing(response, wanted);
    return missing.isEmpty()
        ? inForce(response, wanted)
        : decide(response, incident, missing, costs);
  }

  /** Hears the guardrails and, at the same time, whether the incident is over. */
  private Decided decide(
      Opened response, IncidentFacts incident, List<Candidate> candidates, Costs costs) {
    Statements statements = new Statements();
    Answer<Boolean> over =
        candidates.stream().anyMatch(Candidate::contains)
            ? releaseLock.over(statements, incident.id())
            : Answer.of(false);
    Judge.Hearing hearing =
        costs.guardrails(() -> judge.hear(statements, response, incident, candidates));
    if (over.get()) {
      judge.dismiss(hearing);
      return isOver(response);
    }
    return proceed(hearing, costs);
  }

  private Decided proceed(Judge.Hearing hearing, Costs costs) {
    Opened response = hearing.response();
    List<Fate> fates = costs.guardrails(() -> judge.decide(hearing));
    List<Lease> taken = leases.take(response, hearing.incident(), fates);
    if (!taken.isEmpty()) {
      return new Decided(response.id(), response.incidentId(), response.actor(), taken, null);
    }
    return over(response, settler.settle(response));
  }

  /**
   * An incident that grows asks for its whole set again; what it holds already is left alone. The
   * first response of a capability finds nothing that the incident holds by it.
   */
  private List<Candidate> missing(Opened response, List<Candidate> wanted) {
    boolean first = response.generation() == 1;
    if (first || wanted.stream().noneMatch(Candidate::contains)) {
      return wanted;
    }
    Capability capability = response.capability();
    Long seconds = expiry.seconds(capability);
    Set<String> standing =
        claims.standing(
            response.incidentId(), capability.id(), seconds == null ? 0 : seconds / 2.0);
    return wanted.stream()
        .filter(c -> !standing.contains(Held.place(c.connector(), c.target().value())))
        .toList();
  }

  private List<Candidate> candidates(
      Opened response,
      List<Target> targets,
      List<Service> services,
      Map<String, String> tickets,
      Map<String, String> words) {
    List<Candidate> candidates = new ArrayList<>();
    for (Service service : services) {
      Map<String, String> parameters = new java.util.HashMap<>(words);
      if (tickets.containsKey(service.id())) {
        parameters.put("ticket", tickets.get(service.id()));
      }
      for (Target target : targets) {
        candidates.add(
            Candidate.fresh(key(response, service, target), service, target, parameters));
      }
    }
    return candidates;
  }

  /** What an action says or must not tell; written once, so that a repeat is the same. */
  private Map<String, String> words(Capability capability, IncidentFacts incident) {
    if (Marking.leaves(capability)) {
      return incident.marking().parameters();
    }
    return Letters.carriesWords(capability) ? letters.write(capability, incident) : Map.of();
  }

  /** The same action has the same key over every repeat; a new decision has the next generation. */
  private static String key(Opened response, Service service, Target target) {
    String text =
        String.join(
            "\n",
            response.incidentId().toString(),
            service.id(),
            response.capability().id(),
            target.kind().name(),
            target.value(),
            Integer.toString(response.generation()));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Decided noTarget(Opened response) {
    settler.tellNoTarget(response);
    return nothingToDo(response, Outcome.NO_TARGET, 0, "outcome.NO_TARGET");
  }

  private Decided inForce(Opened response, List<Candidate> all) {
    boolean contains = all.stream().anyMatch(Candidate::contains);
    return contains && releaseLock.over(response.incidentId())
        ? isOver(response)
        : nothingToDo(response, Outcome.DONE, all.size(), "outcome.IN_FORCE");
  }

  private Decided isOver(Opened response) {
    return nothingToDo(response, Outcome.NO_TARGET, 0, "outcome.OVER");
  }

  private Decided nothingToDo(Opened response, Outcome outcome, int targets, String sentence) {
    journal.drop(response.id());
    String message =
        sentences.say(
            sentence, Map.of("capability", response.capability(), "set", response.targetSet()));
    Result result = new Result(null, outcome, targets, message, List.of());
    return new Decided(null, response.incidentId(), response.actor(), List.of(), result);
  }

  private Decided unserved(Opened response, IncidentFacts incident) {
    String message =
        sentences.say(
            "message.no-connector",
            Map.of("capability", response.capability(), "site", incident.siteId()));
    journal.unserved(response.id(), message);
    settler.tellUnserved(response, message);
    return over(response, settler.result(response, journal.standing(response.id())));
  }

  private static Decided over(Opened response, Result result) {
    Actor actor = response.actor();
    return new Decided(response.id(), response.incidentId(), actor, List.of(), result);
  }

  /**
   * What a call is about.
   *
   * @param words what the call itself says; empty for the usual letter
   */
  private record Aims(
      IncidentFacts incident, TargetKind kind, List<Target> targets, Map<String, String> words) {}
}
