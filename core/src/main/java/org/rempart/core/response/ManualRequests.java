package org.rempart.core.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.rempart.connector.Capability;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.guardrail.Guardrails;
import org.rempart.core.guardrail.Guardrails.Asked;
import org.rempart.core.guardrail.Guardrails.Judged;
import org.rempart.core.guardrail.Ruling;
import org.rempart.core.incident.Marking;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.incident.Timeline;
import org.rempart.core.response.ConnectorRegistry.Service;
import org.rempart.core.response.UnusableRequestException.Why;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people ask for by hand. The incident's process takes a request up, so it meets the same
 * guardrails, approvals and proofs as what a playbook asks for, and ends with the incident.
 */
@Component
public class ManualRequests {

  private static final int SHOWN = 5;
  private static final int LONGEST_PARAMETER = 1_000;

  private final ManualRows rows;
  private final ConnectorRegistry registry;
  private final Guardrails guardrails;
  private final Transactions transactions;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final JdbcClient jdbc;

  ManualRequests(
      ManualRows rows,
      ConnectorRegistry registry,
      Guardrails guardrails,
      Transactions transactions,
      Timeline timeline,
      AuditTrail audit,
      Outbox outbox,
      JdbcClient jdbc) {
    this.rows = rows;
    this.registry = registry;
    this.guardrails = guardrails;
    this.transactions = transactions;
    this.timeline = timeline;
    this.audit = audit;
    this.outbox = outbox;
    this.jdbc = jdbc;
  }

  /**
   * What can be asked for at an incident's site, by capability; empty when no product serves it.
   */
  public List<PossibleRequest> possible(UUID incidentId) {
    return possible(incident(incidentId).site());
  }

  private List<PossibleRequest> possible(String site) {
    Map<String, PossibleRequest> byId = new TreeMap<>();
    for (ConnectorRegistration one : registry.all()) {
      if (one.serves(site)) {
        one.connector().offers().stream()
            .filter(offer -> asked(offer.capability()))
            .forEach(
                offer ->
                    byId.merge(
                        offer.capability().id(),
                        new PossibleRequest(
                            offer.capability().id(),
                            List.of(offer.targetKind()),
                            offer.reversible(),
                            List.of(one.connector().id()),
                            offer.needs()),
                        PossibleRequest::and));
      }
    }
    return List.copyOf(byId.values());
  }

  /**
   * What the guardrails would say now; nothing is begun, and budgets are left alone.
   *
   * @throws UnusableRequestException when the request could not be taken
   */
  public List<RequestOutlook> outlook(UUID incidentId, String capability, List<String> targets) {
    Incident incident = incident(incidentId);
    Request request = read(incident, capability, targets);
    List<Asked> asked = new ArrayList<>();
    for (Service service : request.services()) {
      request.targets().forEach(target -> asked.add(new Asked(target, service.id())));
    }
    List<Judged> judged =
        transactions.run(() -> guardrails.assess(incident.site(), request.capability(), asked));
    List<RequestOutlook> outlook = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Ruling ruling =
          Guardrails.marked(request.capability(), incident.marking(), judged.get(i).ruling());
      outlook.add(RequestOutlook.of(asked.get(i), ruling));
    }
    return outlook;
  }

  /**
   * Asks; the incident's process takes it up.
   *
   * @param key the asker's own, so that a repeat asks for nothing twice
   * @param parameters what {@link PossibleRequest#needs} names, all of it and nothing else
   * @throws UnusableRequestException when the request can't be taken
   */
  public ManualRequest ask(
      UUID incidentId,
      String key,
      String capability,
      List<String> targets,
      Map<String, String> parameters,
      Actor actor,
      String reason) {
    return transactions.run(
        () -> {
          // Its close waits, and asks then whether something was asked for.
          Request request = read(incident(incidentId, " for share"), capability, targets);
          Map<String, String> said = said(request.needs(), parameters);
          String whole = incidentId + "/" + actor.name() + "/" + key;
          return rows.insert(
                  incidentId, whole, request.capability(), request.targets(), said, actor, reason)
              .map(fresh -> told(fresh, actor))
              .or(() -> rows.byKey(whole).map(first -> repeated(first, request, said)))
              .orElseThrow();
        });
  }

  /** A key that stands for something else would let the asker believe that this is on its way. */
  private static ManualRequest repeated(
      ManualRequest first, Request now, Map<String, String> said) {
    List<String> targets = now.targets().stream().map(Target::value).toList();
    if (first.capability().equals(now.capability().id())
        && first.targets().equals(targets)
        && first.parameters().equals(said)) {
      return first;
    }
    throw new UnusableRequestException(
        "Idempotency-Key",
        Why.KEY_REUSED,
        Map.of(),
        "Something else was asked for under this key before; choose another key.");
  }

  private static Map<String, String> said(List<String> needs, Map<String, String> parameters) {
    Map<String, String> said = new TreeMap<>();
    parameters.forEach(
        (name, value) -> {
          if (!needs.contains(name) || value.length() > LONGEST_PARAMETER) {
            throw parameter(name, Why.NOT_NEEDED, "is not needed, or is too long");
          }
          said.put(name, value.strip());
        });
    for (String name : needs) {
      if (said.getOrDefault(name, "").isEmpty()) {
        throw parameter(name, Why.MISSING, "is missing: a product needs to know it");
      }
    }
    return said;
  }

  private static UnusableRequestException parameter(String name, Why why, String message) {
    return new UnusableRequestException("parameters." + name, why, Map.of("value", name), message);
  }

  /** What was asked for, the oldest first. */
  public List<ManualRequest> ofIncident(UUID incidentId) {
    return rows.ofIncident(incidentId);
  }

  private ManualRequest told(ManualRequest request, Actor actor) {
    timeline.append(
        request.incidentId(),
        "response.asked",
        actor,
        Map.of(
            "by", request.askedBy(),
            "capability", request.capability(),
            "targets", shown(request.targets()),
            "reason", request.reason()));
    audit.record(
        actor,
        "response.asked",
        "manual-request",
        request.id().toString(),
        null,
        Map.of(
            "capability", request.capability(),
            "targets", request.targets(),
            "parameters", request.parameters()),
        request.reason());
    outbox.put(
        OutboxTopic.RESPONSE_ASKED,
        request.incidentId().toString(),
        Map.of("requestId", request.id().toString(), "capability", request.capability()));
    return request;
  }

  /** A line of the timeline names a few; all of them stand in the audit and in the actions. */
  private static List<String> shown(List<String> targets) {
    return targets.size() <= SHOWN
        ? targets
        : Stream.concat(targets.stream().limit(SHOWN), Stream.of("… (" + targets.size() + ")"))
            .toList();
  }

  private Request read(Incident incident, String capability, List<String> targets) {
    if (incident.closed()) {
      throw new UnusableRequestException(
          "incident", Why.CLOSED, Map.of(), "The incident is closed; nothing more is done for it.");
    }
    PossibleRequest possible =
        possible(incident.site()).stream()
            .filter(one -> one.capability().equals(capability))
            .findFirst()
            .orElseThrow(() -> notOffered(capability));
    List<Target> read = NamedTargets.read(possible.targetKinds(), targets);
    Capability one = new Capability(capability);
    TargetKind kind = read.getFirst().kind();
    return new Request(one, read, registry.serving(one, kind, incident.site()));
  }

  private static UnusableRequestException notOffered(String capability) {
    return new UnusableRequestException(
        "capability",
        Why.NOT_OFFERED,
        Map.of("capability", capability),
        "No product of the incident's site offers \"" + capability + "\" to be asked for by hand.");
  }

  /** Tickets and mails are written by playbooks, out of what happened; people have their own. */
  private static boolean asked(Capability capability) {
    return !Letters.carriesWords(capability);
  }

  private Incident incident(UUID incidentId) {
    return incident(incidentId, "");
  }

  private Incident incident(UUID incidentId, String lock) {
    return jdbc.sql("select site_id, closed_at, tlp, pap from incident where id = ?" + lock)
        .param(incidentId)
        .query(
            (row, n) ->
                new Incident(
                    row.getString("site_id"),
                    row.getObject("closed_at") != null,
                    new Marking(row.getString("tlp"), row.getString("pap"))))
        .single();
  }

  private record Incident(String site, boolean closed, Marking marking) {}

  private record Request(Capability capability, List<Target> targets, List<Service> services) {

    /** What the products that would do it need to know beside the targets. */
    List<String> needs() {
      return services.stream().flatMap(s -> s.offer().needs().stream()).distinct().toList();
    }
  }
}
