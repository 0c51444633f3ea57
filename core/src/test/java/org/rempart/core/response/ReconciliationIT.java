package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.TestProduct.Fault;
import org.rempart.core.task.TaskBoard;
import org.rempart.core.task.TaskCompletion;

/** The register is compared with the products: drift is shown and asked about, never undone. */
class ReconciliationIT {

  private static ResponseFixture rempart;

  @BeforeAll
  static void open() {
    rempart = new ResponseFixture();
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @BeforeEach
  void reset() {
    rempart.jdbc.sql("update containment set state = 'REVERTED'").update();
    rempart.jdbc.sql("update containment_drift set gone_at = now()").update();
    rempart.firewall.reset();
    rempart.repairs.clear();
    rempart.withdrawn.clear();
  }

  @Test
  void whatSomebodyTookAwayIsAskedAboutOnceAndNeverPutBackUnasked() {
    UUID incident = blocked("192.0.2.150", "v-1");
    rempart.firewall.state.remove("192.0.2.150");
    reconcile();
    reconcile();
    assertThat(rempart.containment("192.0.2.150")).isEqualTo("VANISHED");
    assertThat(rempart.firewall.executions).hasValue(1);
    assertThat(rempart.timeline(incident)).containsOnlyOnce("containment.vanished");
    assertThat(rempart.repairs)
        .singleElement()
        .extracting(TaskBoard.Repair::formId)
        .isEqualTo("containment-vanished");
    assertThat(kinds()).containsExactly(Drift.Kind.VANISHED);
    rempart.firewall.state.put("192.0.2.150", "back");
    reconcile();
    assertThat(rempart.containment("192.0.2.150")).isEqualTo("IN_FORCE");
    assertThat(rempart.withdrawn).hasSize(1);
    assertThat(kinds()).isEmpty();
  }

  @Test
  void aPersonPutsItBackByANewResponse() {
    UUID incident = blocked("192.0.2.151", "v-2");
    vanishes("192.0.2.151");
    answer("RE_APPLY");
    assertThat(rempart.firewall.executions).hasValue(1);
    forms().apply();
    forms().apply();
    assertThat(rempart.firewall.executions).hasValue(2);
    assertThat(rempart.containment("192.0.2.151")).isEqualTo("IN_FORCE");
    assertThat(rempart.count("select count(*) from response where incident_id = ?", incident))
        .isEqualTo(2);
    rempart.revert(incident);
    assertThat(rempart.firewall.state).doesNotContainKey("192.0.2.151");
  }

  @Test
  void aPersonPutsBackWhatAPersonNamed() {
    UUID incident = rempart.incident("192.0.2.157");
    ManualRequest asked =
        rempart
            .context
            .getBean(ManualRequests.class)
            .ask(
                incident,
                "named",
                Capability.BLOCK_ADDRESS.id(),
                List.of("192.0.2.158"),
                Map.of(),
                Actor.person("binta", "RESPONDER", ""),
                "seen there");
    rempart.responses.respond(
        new Responses.Call(
            incident,
            "named-158",
            Capability.BLOCK_ADDRESS,
            Responses.TargetSet.NAMED,
            ResponseFixture.PLAYBOOK,
            null,
            Map.of(),
            asked.id()));
    vanishes("192.0.2.158");
    answer("RE_APPLY");
    blocked("192.0.2.159", "v-9");
    vanishes("192.0.2.159");
    answer("RE_APPLY");
    forms().apply();
    assertThat(rempart.firewall.state).containsKeys("192.0.2.158", "192.0.2.159");
    assertThat(rempart.containment("192.0.2.158")).isEqualTo("IN_FORCE");
    assertThat(
            rempart
                .jdbc
                .sql(
                    "select distinct r.asked_by from response r join action a on a.response_id ="
                        + " r.id where a.target = '192.0.2.158' order by 1")
                .query(String.class)
                .list())
        .containsExactly("awa", "binta");
    rempart.revert(incident);
  }

  @Test
  void aPersonLetsItGo() {
    UUID first = blocked("192.0.2.152", "v-3");
    UUID second = blocked("192.0.2.152", "v-4");
    vanishes("192.0.2.152");
    answer("LET_GO");
    rempart.lookAtReverts();
    forms().apply();
    assertThat(rempart.containment("192.0.2.152")).isEqualTo("REVERTED");
    assertThat(rempart.firewall.executions).hasValue(1);
    assertThat(rempart.timeline(first)).contains("containment.kept");
    assertThat(rempart.timeline(second)).contains("containment.reverting");
  }

  @Test
  void whatIsOursAndNobodyAsksForIsOneTaskAndGoesWhenAPersonSaysSo() {
    UUID incident = blocked("192.0.2.153", "o-1");
    String key = rempart.firewall.state.get("192.0.2.153");
    rempart.revert(incident);
    rempart.firewall.state.put("192.0.2.153", key);
    rempart.firewall.state.put("192.0.2.154", TestProduct.SOMEBODY_ELSE);
    reconcile();
    reconcile();
    // What is ours comes first: others may have thousands.
    assertThat(kinds()).containsExactly(Drift.Kind.ORPHANED, Drift.Kind.FOREIGN);
    assertThat(rempart.repairs)
        .singleElement()
        .extracting(TaskBoard.Repair::incidentId)
        .isEqualTo(incident);
    assertThat(rempart.firewall.state).containsKeys("192.0.2.153", "192.0.2.154");
    answer("REMOVE");
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).containsOnlyKeys("192.0.2.154");
    assertThat(rempart.containment("192.0.2.153")).isEqualTo("REVERTED");
    reconcile();
    assertThat(kinds()).containsExactly(Drift.Kind.FOREIGN);
    assertThat(rempart.withdrawn).hasSize(1);
  }

  @Test
  void whatIsBeingUndoneMeanwhileIsNoOrphan() {
    UUID incident = blocked("192.0.2.155", "o-2");
    rempart.responses.revertIncident(incident, ResponseFixture.ANALYST, "false positive");
    reconcile();
    assertThat(kinds()).isEmpty();
    rempart.lookAtReverts();
  }

  @Test
  void whatIsPastItsEndAndStillThereIsShown() {
    UUID incident = blocked("192.0.2.156", "e-1");
    rempart.firewall.next(Fault.REFUSE);
    rempart.revert(incident);
    rempart
        .jdbc
        .sql("update containment set expires_at = now() - interval '1 hour' where target = ?")
        .param("192.0.2.156")
        .update();
    reconcile();
    assertThat(drift())
        .singleElement()
        .satisfies(one -> assertThat(one.kind()).isEqualTo(Drift.Kind.OVERDUE))
        .satisfies(one -> assertThat(one.evidence()).contains("read"));
  }

  /** In a house of its own: a breaker stays open for a while. */
  @Test
  void aProductThatRestsIsLeftAlone() {
    try (ResponseFixture house = new ResponseFixture()) {
      house.block(house.incident("192.0.2.157"), "r-1");
      house.firewall.next(Collections.nCopies(5, Fault.AWAY).toArray(Fault[]::new));
      house.block(house.incident("192.0.2.158"), "r-2");
      for (int i = 0; i < 4; i++) {
        house.lookAtWaiting();
      }
      house.firewall.state.remove("192.0.2.157");
      house.context.getBean(Reconciliation.class).reconcile();
      assertThat(house.containment("192.0.2.157")).isEqualTo("IN_FORCE");
    }
  }

  private void vanishes(String target) {
    rempart.firewall.state.remove(target);
    reconcile();
    assertThat(rempart.containment(target)).isEqualTo("VANISHED");
  }

  /** A person completes the newest task. */
  private void answer(String decision) {
    var task =
        rempart
            .jdbc
            .sql(
                """
                update task set state = 'COMPLETED', completed_by = 'awa', form_values = jsonb_build_object('decision', ?::text)
                where id = (select id from task order by id desc limit 1) returning id, incident_id, form_id\
                """)
            .param(decision)
            .query(
                (row, n) ->
                    new TaskCompletion.Completed(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        TaskBoard.Kind.REPAIR,
                        row.getString(3),
                        null,
                        Map.of("decision", decision),
                        ResponseFixture.ANALYST))
            .single();
    forms().completed(task);
  }

  private DriftForms forms() {
    return rempart.context.getBean(DriftForms.class);
  }

  private void reconcile() {
    rempart.context.getBean(Reconciliation.class).reconcile();
  }

  private List<Drift> drift() {
    return rempart.context.getBean(Reconciliation.class).drift(List.of("default"));
  }

  private List<Drift.Kind> kinds() {
    return drift().stream().map(Drift::kind).toList();
  }

  private UUID blocked(String address, String call) {
    UUID incident = rempart.incident(address);
    assertThat(rempart.block(incident, call).outcome()).isEqualTo(Outcome.DONE);
    return incident;
  }
}
