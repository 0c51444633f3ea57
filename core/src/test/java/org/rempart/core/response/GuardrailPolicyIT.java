package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.core.audit.Actor;
import org.rempart.core.guardrail.Policies;
import org.rempart.core.guardrail.PolicyFaultsException;
import org.rempart.core.guardrail.PolicyNotTriedException;
import org.rempart.core.guardrail.PolicyTrials;
import org.rempart.core.guardrail.PolicyVersion;
import org.rempart.core.guardrail.PolicyVersion.State;
import org.rempart.core.guardrail.UnknownPolicyException;
import org.rempart.core.response.Responses.Outcome;

/**
 * A security officer changes the guardrails: drafts, tries on the past, puts in force, goes back.
 */
class GuardrailPolicyIT {

  private static final Actor OFFICER = Actor.person("rssi", "MANAGER", "127.0.0.1");

  private static ResponseFixture rempart;
  private static Policies policies;

  @BeforeAll
  static void open() {
    rempart = new ResponseFixture();
    policies = rempart.context.getBean(Policies.class);
    rempart.block(rempart.incident("198.51.100.9"), "first");
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @Test
  void aVersionIsDraftedTriedPublishedAndTakenBack() {
    UUID past = rempart.incident("198.51.100.1");
    assertThat(rempart.block(past, "past").outcome()).isEqualTo(Outcome.DONE);
    int first = inForce();

    int second = policies.draft(askingAboutThies(first), "Thiès blocks nothing by itself", OFFICER);
    assertThat(second).isGreaterThan(first);
    assertThat(inForce()).isEqualTo(first);
    assertThatThrownBy(() -> policies.publish(second, "ready", OFFICER))
        .isInstanceOf(PolicyNotTriedException.class);

    PolicyTrials.Trial trial = tried(second);
    assertThat(trial.decided()).isEqualTo(2);
    assertThat(trial.otherVerdict()).isEqualTo(2);
    assertThat(trial.changes())
        .allSatisfy(c -> assertThat(c.wouldRule()).isEqualTo("house-blocks"))
        .extracting(c -> c.past().target())
        .containsExactly("198.51.100.1", "198.51.100.9");
    assertThat(rempart.block(rempart.incident("198.51.100.2"), "still").outcome())
        .isEqualTo(Outcome.DONE);

    policies.publish(second, "agreed with the director", OFFICER);
    UUID incident = rempart.incident("198.51.100.3");
    assertThat(rempart.block(incident, "changed").outcome()).isEqualTo(Outcome.ASK);
    assertThat(rempart.count("select policy_version from action where incident_id = ?", incident))
        .isEqualTo(second);
    assertThat(rempart.context.getBean(Sentences.class).rule("house-blocks", Locale.FRENCH))
        .isEqualTo("On ne bloque rien sans nous.");

    assertThatThrownBy(() -> policies.publish(second, "twice", OFFICER))
        .isInstanceOf(UnknownPolicyException.class);
    tried(first);
    policies.publish(first, "too strict", OFFICER);
    assertThat(rempart.block(rempart.incident("198.51.100.4"), "back").outcome())
        .isEqualTo(Outcome.DONE);
    assertThat(policies.versions())
        .extracting(PolicyVersion::state)
        .containsExactly(State.RETIRED, State.PUBLISHED);
    assertThat(rempart.count("select count(*) from audit_entry where what = 'policy.publish'"))
        .isEqualTo(3);
  }

  @Test
  void aTableThatCannotDecideIsNotKept() {
    int before = policies.versions().size();
    String dmn = policies.dmn(policies.versions().getLast().version());
    assertThatThrownBy(() -> policies.draft(dmn.replace("\"REFUSE\"", "\"NO\""), "", OFFICER))
        .isInstanceOf(PolicyFaultsException.class)
        .satisfies(
            e ->
                assertThat(((PolicyFaultsException) e).faults())
                    .containsExactly(
                        "row protected-target: verdict must be \"ALLOW\", \"ASK\" or \"REFUSE\""));
    assertThat(policies.versions()).hasSize(before);
  }

  private static PolicyTrials.Trial tried(int version) {
    return rempart
        .context
        .getBean(PolicyTrials.class)
        .run(version, Instant.now().minus(1, ChronoUnit.DAYS));
  }

  private static int inForce() {
    return policies.versions().stream()
        .filter(v -> v.state() == State.PUBLISHED)
        .findFirst()
        .orElseThrow()
        .version();
  }

  /** Every block of an address is asked of the managers, by a row of the house's own. */
  private static String askingAboutThies(int version) {
    String row =
        """
        <rule id="house-blocks"><description>On ne bloque rien sans nous.</description>
          <inputEntry id="h1"><text></text></inputEntry>
          <inputEntry id="h2"><text>"network.block-address"</text></inputEntry>
          <inputEntry id="h3"><text></text></inputEntry><inputEntry id="h4"><text></text></inputEntry>
          <inputEntry id="h5"><text></text></inputEntry><inputEntry id="h6"><text></text></inputEntry>
          <inputEntry id="h7"><text></text></inputEntry><inputEntry id="h8"><text></text></inputEntry>
          <inputEntry id="h9"><text></text></inputEntry>
          <outputEntry id="o1"><text>"ASK"</text></outputEntry>
          <outputEntry id="o2"><text>["managers"]</text></outputEntry>
          <outputEntry id="o3"><text>1</text></outputEntry>
          <outputEntry id="o4"><text>""</text></outputEntry>
        </rule>
        """;
    return policies
        .dmn(version)
        .replace("<rule id=\"own-address\">", row + "<rule id=\"own-address\">");
  }
}
