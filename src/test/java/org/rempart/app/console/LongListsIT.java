package org.rempart.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;
import org.rempart.app.Visitor;

/** What a thousand attackers leave behind comes in pages, can be searched, and travels packed. */
class LongListsIT extends RunningApp {

  private static final int MANY = 120;
  private static final Pattern ROW = Pattern.compile("<td class=\"main\"><b>([^<]+)</b>");

  /** The link to the rows that follow, by its words in French. */
  private static final Pattern ON =
      Pattern.compile("<a href=\"([^\"]+)\">(?:Plus anciens|Suivants)</a>");

  private UUID incident;
  private long number;
  private Visitor awa;

  @BeforeEach
  void flooded() throws Exception {
    jdbc.sql("update containment set state = 'REVERTED'").update();
    incident = new Cases(jdbc).incident("Flood", "HIGH");
    number =
        jdbc.sql("select number from incident where id = ?")
            .param(incident)
            .query(Long.class)
            .single();
    blocked("fw-a", "198.18.0.", MANY);
    blocked("fw-b", "2001:db8::", 1);
    awa = Visitor.signedIn(port, "awa");
  }

  @Test
  void theRegisterComesInPages() throws Exception {
    var first = page("/register");

    assertThat(targets(first)).hasSize(50);
    assertThat(first).contains("50 affichés sur " + (MANY + 1));
    assertThat(allFrom("/register")).hasSize(MANY + 1).doesNotHaveDuplicates();
  }

  @Test
  void theRegisterIsSearched() throws Exception {
    assertThat(targets(page("/register?q=198.18.0.77"))).containsExactly("198.18.0.77");
    assertThat(targets(page("/register?q=2001:DB8"))).containsExactly("2001:db8::1");
    assertThat(targets(page("/register?q=2001:db8::/32"))).containsExactly("2001:db8::1");
    assertThat(targets(page("/register?q=198.18.0.8/29")))
        .containsExactlyInAnyOrder(
            "198.18.0.8",
            "198.18.0.9",
            "198.18.0.10",
            "198.18.0.11",
            "198.18.0.12",
            "198.18.0.13",
            "198.18.0.14",
            "198.18.0.15");
    assertThat(targets(page("/register?connector=fw-b"))).containsExactly("2001:db8::1");
    assertThat(page("/register?q=%23" + number)).contains("50 affichés sur " + (MANY + 1));
    assertThat(page("/register?q=%230")).contains("Rien de ce qui est endigué n’y correspond");
    assertThat(page("/register?q=%25")).contains("Rien de ce qui est endigué n’y correspond");
  }

  @Test
  void anAddressFindsTheNetworkThatItIsIn() throws Exception {
    blocked("fw-a", "203.0.113.0/2", 4);

    assertThat(targets(page("/register?q=203.0.113.9")))
        .containsExactlyInAnyOrder(
            "203.0.113.0/21", "203.0.113.0/22", "203.0.113.0/23", "203.0.113.0/24");
  }

  @Test
  void theApiGoesThroughTheRegisterAndAnIncidentsActionsByCursor() throws Exception {
    assertThat(cursored("/api/v1/containments?limit=50")).containsExactly(50, 50, 21);
    assertThat(cursored("/api/v1/containments?q=198.18.0.77")).containsExactly(1);
    assertThat(cursored("/api/v1/incidents/" + incident + "/actions?limit=100"))
        .containsExactly(100, 21);
    assertThat(get("/api/v1/containments?cursor=x").status()).isEqualTo(400);
    assertThat(get("/api/v1/containments?limit=201").status()).isEqualTo(400);
  }

  @Test
  void whatWantsALookComesFirstAmongAnIncidentsActions() throws Exception {
    jdbc.sql("update action set state = 'FAILED', message = 'no' where target = '198.18.0.119'")
        .update();
    jdbc.sql(
            "update containment set state = 'VANISHED' where target = '198.18.0.118' and state ="
                + " 'IN_FORCE'")
        .update();
    jdbc.sql("update action set verified_at = null where target = '198.18.0.117'").update();
    var path = "/incidents/" + incident + "/actions";

    assertThat(targets(page(path)))
        .hasSize(50)
        .startsWith("198.18.0.117", "198.18.0.118", "198.18.0.119", "198.18.0.1");
    assertThat(allFrom(path)).hasSize(MANY + 1).doesNotHaveDuplicates();
    assertThat(targets(page(path + "?q=0.77"))).containsExactly("198.18.0.77");
    assertThat(page(path + "?q=nowhere")).contains("Rien de cet incident n’y correspond");
  }

  @Test
  void anIncidentsFirstPageShowsSomeOfWhatItHoldsAndLeadsToTheRest() throws Exception {
    var overview = page("/incidents/" + incident);

    assertThat(overview).contains("et 101 autres, dans le registre");
    assertThat(overview).contains("href=\"/register?q=%23" + number + "\"");
    assertThat(overview.split("/revert\"", -1)).hasSize(1 + 20);
  }

  @Test
  void pagesAndListsArePackedForTheWay() throws Exception {
    for (var path : List.of("/register", "/register/export/csv")) {
      assertThat(awa.packed(path)).as(path).hasValue("gzip");
    }
    var list = request("/api/v1/containments").header("Authorization", "Bearer " + TOKEN);
    assertThat(send(list.header("Accept-Encoding", "gzip").GET()).header("Content-Encoding"))
        .isEqualTo("gzip");
  }

  /** Blocks addresses by one incident; the last number of each is counted from one. */
  private void blocked(String connector, String prefix, int many) {
    jdbc.sql(
            """
            with r as (
              insert into response (incident_id, call_key, capability, target_set, generation, state, asked_by)
              values (:incident, gen_random_uuid()::text, 'network.block-address', 'ATTACKER_ADDRESSES',
                (select count(*) + 1 from response where incident_id = :incident), 'SETTLED', 'brute-force-v1') returning *),
            a as (
              insert into action (response_id, incident_id, site_id, action_key, connector, capability, target_kind, target, generation,
                state, proof_due, executed_at, verified_at, planned_at)
              select id, incident_id, 'default', call_key || n, :connector, capability, 'ADDRESS', :prefix || n, 1, 'EXECUTED', true,
                now(), now(), now() + n * interval '1 ms'
              from r, generate_series(1, :many) n returning *),
            c as (
              insert into containment (site_id, connector, capability, target_kind, target, state, order_key, since, last_read_at,
                last_result, last_evidence)
              select site_id, connector, capability, target_kind, target, 'IN_FORCE', action_key, now(), now(), 'HOLDS', 'seen'
              from a returning id, order_key)
            insert into containment_claim (containment_id, action_id) select c.id, a.id from c join a on a.action_key = c.order_key\
            """)
        .param("incident", incident)
        .param("connector", connector)
        .param("prefix", prefix)
        .param("many", many)
        .update();
  }

  private String page(String path) throws Exception {
    return awa.page(path).body();
  }

  private static List<String> targets(String page) {
    return ROW.matcher(page).results().map(found -> found.group(1)).toList();
  }

  /** All targets of a list, from page to page as its links lead. */
  private List<String> allFrom(String path) throws Exception {
    var all = new ArrayList<String>();
    var next = path;
    while (next != null) {
      var page = page(next);
      all.addAll(targets(page));
      next =
          ON.matcher(page)
              .results()
              .map(MatchResult::group)
              .map(link -> link.replaceAll(".*href=\"([^\"]+)\".*", "$1").replace("&amp;", "&"))
              .findFirst()
              .orElse(null);
    }
    return all;
  }

  /** How many items each page has; no item is there twice. */
  private List<Integer> cursored(String path) throws Exception {
    var sizes = new ArrayList<Integer>();
    var ids = new HashSet<String>();
    var next = "";
    do {
      var page = get(path + next).json();
      sizes.add(page.path("items").size());
      page.path("items").forEach(one -> ids.add(one.path("id").asString()));
      var cursor = page.path("next");
      next = cursor.isNull() ? null : "&cursor=" + cursor.asString();
    } while (next != null);
    assertThat(ids).hasSize(sizes.stream().mapToInt(Integer::intValue).sum());
    return sizes;
  }
}
