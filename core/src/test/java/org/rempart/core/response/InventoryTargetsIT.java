package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.core.incident.TimelineSentences;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;

/** A network sensor names addresses; what is done at a machine needs its name. */
class InventoryTargetsIT {

  private static ResponseFixture rempart;

  @BeforeAll
  static void open() {
    rempart = new ResponseFixture();
    rempart.jdbc.sql("insert into site (id, name) values ('thies', 'Thiès')").update();
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @BeforeEach
  void reset() {
    rempart.readable.reset();
    rempart.jdbc.sql("delete from asset").update();
    rempart.jdbc.sql("delete from guardrail_budget").update();
  }

  @Test
  void theMachineAtAVictimsAddressIsMeantByItsName() {
    asset("default", "Poste-Accueil-3", "10.1.0.3", false);
    UUID incident = attacked("10.1.0.3");
    assertThat(rempart.isolate(incident, "named").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.state).containsOnlyKeys("poste-accueil-3");
  }

  @Test
  void aClinicalMachineIsAskedForThoughOnlyItsAddressWasSeen() {
    asset("default", "scanner-1", "10.1.0.4", true);
    Responses.Result asked = rempart.isolate(attacked("10.1.0.4"), "clinical");
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    assertThat(asked.groups()).containsExactly("clinical");
    assertThat(rempart.readable.state).isEmpty();
  }

  @Test
  void aMachineThatAnAlertNamesIsMeantOnce() {
    asset("default", "srv-5.chu.example", "10.1.0.5", false);
    UUID incident = attacked("10.1.0.5");
    rempart.entity(incident, "HOST", "srv-5", "VICTIM");
    assertThat(rempart.isolate(incident, "once").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.state).containsOnlyKeys("srv-5");
  }

  @Test
  void ofTwoMachinesAtOneAddressNoneIsMeant() {
    asset("default", "pc-6", "10.1.0.6", false);
    asset("default", "pc-6-ancien", "10.1.0.6", false);
    assertThat(rempart.isolate(attacked("10.1.0.6"), "two").outcome()).isEqualTo(Outcome.NO_TARGET);
  }

  @Test
  void ofTwoMachinesAtOneAddressOnlyTheOneThatAnAlertNamesIsMeant() {
    asset("default", "pc-12", "10.1.0.12", false);
    asset("default", "pc-12-ancien", "10.1.0.12", false);
    UUID incident = attacked("10.1.0.12");
    rempart.entity(incident, "HOST", "pc-12", "VICTIM");
    assertThat(rempart.isolate(incident, "one-of-two").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.state).containsOnlyKeys("pc-12");
  }

  @Test
  void theSameAddressAtAnotherSiteIsAnotherMachine() {
    asset("thies", "pc-7", "10.1.0.7", false);
    assertThat(rempart.isolate(attacked("10.1.0.7"), "site").outcome())
        .isEqualTo(Outcome.NO_TARGET);
  }

  @Test
  void anAttackersAddressIsNoVictim() {
    asset("default", "pc-8", "10.1.0.8", false);
    assertThat(rempart.isolate(rempart.incident("10.1.0.8"), "attacker").outcome())
        .isEqualTo(Outcome.NO_TARGET);
  }

  @Test
  void anAccountThatFellIsDisabledAtTheMachineBehindTheAddress() {
    asset("default", "srv-9", "10.1.0.9", false);
    UUID incident = attacked("10.1.0.9");
    rempart.entity(incident, "ACCOUNT", "awa", "VICTIM");
    rempart.sign(incident, "login-succeeded");
    rempart.respond(
        incident, "account", Capability.DISABLE_ACCOUNT, TargetSet.COMPROMISED_ACCOUNTS);
    assertThat(rempart.readable.state).containsOnlyKeys("awa@srv-9");
  }

  @Test
  void anAccountThatDataWentOutUnderIsInAnAttackersHands() {
    assertThat(disabled("leaver", "exfiltration")).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.state).containsOnlyKeys("leaver@srv-10");
  }

  @Test
  void whereAlsoPasswordsWereTriedNobodyKnowsWhichAccountFell() {
    assertThat(disabled("victim", "exfiltration", "login-failed")).isEqualTo(Outcome.NO_TARGET);
    assertThat(rempart.readable.state).isEmpty();
  }

  private static Outcome disabled(String account, String... signs) {
    UUID incident = rempart.victim("srv-10");
    rempart.entity(incident, "ACCOUNT", account, "VICTIM");
    List.of(signs).forEach(sign -> rempart.sign(incident, sign));
    return rempart
        .respond(incident, account, Capability.DISABLE_ACCOUNT, TargetSet.COMPROMISED_ACCOUNTS)
        .outcome();
  }

  @Test
  void aStepThatFindsNoTargetSaysSo() {
    UUID incident = attacked("10.1.0.11");
    rempart.isolate(incident, "told");
    assertThat(rempart.timeline(incident)).containsExactly("response.no-target");
    Map<String, Object> details =
        Map.of("capability", "endpoint.isolate", "targets", "VICTIM_HOSTS");
    assertThat(TimelineSentences.say("response.no-target", details, Locale.ENGLISH))
        .isEqualTo(
            "Nothing to do for \"isolate a host\": the incident names no host of a victim, nor does"
                + " the inventory for its address");
  }

  private static UUID attacked(String address) {
    UUID incident = rempart.incident();
    rempart.entity(incident, "ADDRESS", address, "VICTIM");
    return incident;
  }

  private static void asset(String site, String host, String address, boolean clinical) {
    rempart
        .jdbc
        .sql(
            "insert into asset (site_id, host, addresses, clinical) values (?, ?, array[?::inet],"
                + " ?)")
        .params(site, host, address, clinical)
        .update();
  }
}
