package org.rempart.core.guardrail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.decision.DmnTable;
import org.rempart.core.playbook.PlaybookLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The versions of the guardrails' table. The file that came with the application, or the one in the
 * overlay folder, is in force until a person puts a version of their own in force; after that a new
 * file is a draft.
 */
@Component
public class Policies {

  /** Path of the table below {@code workflows/}. */
  static final String FILE = "decisions/guardrail-policy.dmn";

  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
  private static final Actor FILES = Actor.system("guardrail-policy");

  private final PolicyRows rows;
  private final PlaybookLibrary library;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;
  private final Map<Integer, Policy> parsed = new ConcurrentHashMap<>();
  private volatile String refused = "";

  Policies(
      PolicyRows rows,
      PlaybookLibrary library,
      AuditTrail audit,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.library = library;
    this.audit = audit;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Every version, the newest first. */
  public List<PolicyVersion> versions() {
    return rows.all();
  }

  /** One version. Throws {@link UnknownPolicyException}. */
  public PolicyVersion version(int version) {
    return versions().stream()
        .filter(v -> v.version() == version)
        .findFirst()
        .orElseThrow(() -> new UnknownPolicyException(version));
  }

  /** The table of a version. Throws {@link UnknownPolicyException}. */
  public String dmn(int version) {
    return rows.dmn(version).orElseThrow(() -> new UnknownPolicyException(version));
  }

  /** A version's rows, for people. Throws {@link UnknownPolicyException}. */
  public DmnTable table(int version) {
    return policy(version).table();
  }

  /** What the table in force says of a row of this id, in its author's words. */
  public Optional<String> description(String rule) {
    return inForce().description(rule);
  }

  /**
   * Keeps a version that may be tried and put in force later.
   *
   * @param note what its author says about it
   * @return its number
   * @throws PolicyFaultsException when it can't decide about every kind of target
   */
  public int draft(String dmn, String note, Actor actor) {
    PolicyCheck.check(0, dmn);
    Integer version =
        transaction.execute(
            status -> {
              int made = rows.draft(dmn, false, note, actor.name());
              audit.record(
                  actor,
                  "policy.draft",
                  "policy",
                  Integer.toString(made),
                  null,
                  Map.of("sha256", DmnTable.hash(dmn)),
                  note);
              return made;
            });
    return java.util.Objects.requireNonNull(version);
  }

  /**
   * Puts a version in force at once, for every decision from now on.
   *
   * @param reason why; not blank
   * @throws PolicyNotTriedException when it was never tried on past actions
   * @throws UnknownPolicyException when there is none, or it is in force already
   */
  public void publish(int version, String reason, Actor actor) {
    transaction.executeWithoutResult(
        status -> {
          PolicyVersion chosen =
              rows.lock(version).orElseThrow(() -> new UnknownPolicyException(version));
          if (chosen.state() == PolicyVersion.State.PUBLISHED) {
            throw new UnknownPolicyException(version);
          }
          if (chosen.triedAt() == null) {
            throw new PolicyNotTriedException(version);
          }
          enforce(version, reason, actor);
        });
  }

  /** Takes up the file when it has changed; what can't decide is left aside with a line. */
  @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT1S")
  void adopt() {
    Optional<PlaybookLibrary.Table> file =
        library.tables().stream().filter(t -> t.resourceName().endsWith(FILE)).findFirst();
    if (file.isEmpty() || file.get().hash().equals(refused) || rows.knowsFile(file.get().hash())) {
      return;
    }
    try {
      PolicyCheck.check(0, file.get().dmn());
      transaction.executeWithoutResult(status -> adopt(file.get()));
    } catch (PolicyFaultsException faults) {
      refused = file.get().hash();
      LOG.error("{} is left aside: {}", file.get().resourceName(), faults.getMessage());
    }
  }

  private void adopt(PlaybookLibrary.Table file) {
    rows.lockAll();
    if (rows.knowsFile(file.hash())) {
      return;
    }
    boolean persons = rows.inForce().map(v -> !v.packed()).orElse(false);
    int version = rows.draft(file.dmn(), true, "", FILES.name());
    if (!persons) {
      enforce(version, "file " + file.hash().substring(0, 12), FILES);
    }
  }

  /** The version in force, read anew at every call. */
  Policy inForce() {
    int version =
        rows.inForce()
            .or(
                () -> {
                  adopt();
                  return rows.inForce();
                })
            .map(PolicyVersion::version)
            .orElseThrow(() -> new IllegalStateException("no guardrail policy is in force"));
    return policy(version);
  }

  Policy policy(int version) {
    return parsed.computeIfAbsent(version, v -> Policy.read(v, dmn(v)));
  }

  private void enforce(int version, String reason, Actor actor) {
    Map<String, Integer> before =
        rows.inForce().map(v -> Map.of("version", v.version())).orElse(Map.of());
    rows.publish(version, actor.name());
    audit.record(
        actor,
        "policy.publish",
        "policy",
        Integer.toString(version),
        before,
        Map.of("version", version),
        reason);
  }
}
