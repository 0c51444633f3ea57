package org.rempart.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;
import org.rempart.app.Visitor;

/** How a ticket stands at its product, over the API and on the incident's page. */
class TicketApiIT extends RunningApp {

  @Test
  void aTicketThatSomebodyClosedThereIsShown() throws Exception {
    var incident = new Cases(jdbc).incident("Ticket", "LOW");
    jdbc.sql(
            """
            with r as (insert into response (incident_id, call_key, capability, target_set, generation, state, asked_by)
              values (?, gen_random_uuid()::text, 'ticket.open', 'INCIDENT', 1, 'SETTLED', 'test') returning id, incident_id)
            insert into action (response_id, incident_id, site_id, action_key, connector, capability, target_kind, target,
              generation, state, proof_due, reference)
            select id, incident_id, 'default', gen_random_uuid()::text, 'jira', 'ticket.open', 'INCIDENT', 'INC-1', 1, 'EXECUTED', true, 'SEC-12'
            from r\
            """)
        .param(incident)
        .update();
    var path = "/api/v1/incidents/" + incident + "/tickets";
    var unread = get(path).json().path("items").get(0);
    assertThat(unread.path("reference").asString()).isEqualTo("SEC-12");
    assertThat(unread.path("closed").isNull()).isTrue();
    jdbc.sql(
            "insert into ticket_state values (?, 'jira', 'SEC-12', true, 'ticket SEC-12 is Done',"
                + " now(), now())")
        .param(incident)
        .update();
    assertThat(get(path).json().path("items").get(0).path("closed").asBoolean()).isTrue();
    var page = Visitor.signedIn(port, "awa").page("/incidents/" + incident).body();
    assertThat(page).contains("SEC-12").contains("jira").contains("clos là-bas");
  }
}
