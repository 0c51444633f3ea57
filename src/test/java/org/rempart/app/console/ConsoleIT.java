package org.rempart.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.app.RunningApp;
import org.rempart.core.incident.Changes;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.core.type.TypeReference;

/** The console in a real browser, on a real database; engine and Kafka are away. */
class ConsoleIT extends RunningApp {

  private static Browser browser;

  @Autowired Changes changes;
  private ConsoleCase brute;

  @BeforeAll
  static void isThereABrowser() {
    assumeTrue(Browser.isThere(), () -> "Skipped: no Chromium at " + Browser.CHROMIUM);
  }

  @BeforeEach
  void rows() {
    if (browser == null) {
      browser = new Browser(port);
    }
    browser.complaints.clear();
    brute = new ConsoleCase(jdbc);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  @Test
  void aResponderFindsAnIncidentAndSeesWhatWasProven() {
    var page = awa();
    page.keyboard().press("/");
    page.keyboard().type("dpi-01");
    page.keyboard().press("Enter");
    page.locator("td.main a").first().click();
    page.getByRole(AriaRole.LINK, named("Actions 5")).click();
    var row = page.locator("tr", containing("203.0.113.66"));
    assertThat(row).containsText("tient 2026-03-01 08:01:30");
    assertThat(row).containsText("pratique");
    row.locator("summary").click();
    assertThat(row.locator("pre")).hasText("set contains it");
    assertThat(browser.complaints).isEmpty();
  }

  @Test
  void theDrawingSaysInWordsAndShapesWhereItStands() {
    var page = awa();
    page.navigate(incident("/drawing"));
    var step = page.locator("[data-element-id=UserTask_LookForTraces]");
    assertThat(step).hasClass(Pattern.compile("state-active"));
    assertThat(page.locator(".drawing-badge")).hasText("en cours");
    assertThat(step).containsText("Chercher");
    assertThat(page.locator(".bjs-powered-by")).isVisible();
    assertThat(browser.complaints).isEmpty();
  }

  @Test
  void anApprovalSaysExactlyWhatWillBeDoneAndKeepsTheDecision() {
    var page = awa();
    page.navigate("/tasks/" + brute.approval);
    var asked = page.locator(".what:not(.others)");
    assertThat(asked.first()).containsText("Isoler dpi-01 du réseau par edr-pratique");
    assertThat(asked.first()).containsText("des patients dépendent de cet équipement");
    assertThat(asked.first()).not().containsText(brute.unproven);
    assertThat(asked.last()).containsText("Dossiers de 40 lits");
    assertThat(asked.last()).containsText("Kit papier no 3");
    assertThat(page.locator(".what.others")).containsText(brute.unproven);
    page.getByLabel("Approuver : le faire maintenant").check();
    page.locator("textarea").fill("Vu avec le médecin de garde.");
    assertThat(page.getByLabel("Urgence")).hasCount(0);
    page.getByRole(AriaRole.BUTTON, named("Terminer la tâche")).click();
    assertThat(page.locator(".form-faults")).containsText("doit être coché");
    // The browser says so of every refusal.
    browser.complaints.clear();
    page.getByLabel("J'ai lu ce qui en dépend").check();
    page.getByRole(AriaRole.BUTTON, named("Terminer la tâche")).click();
    page.waitForURL("**/incidents/" + brute.incident);
    assertThat(values(brute.approval)).containsEntry("decision", "GRANT");
    assertThat(browser.complaints).isEmpty();
  }

  @Test
  void aFormThatLacksSomethingSaysSoInTheReadersLanguage() {
    var page = awa();
    page.navigate("/tasks/" + brute.review);
    page.getByRole(AriaRole.BUTTON, named("Prendre")).click();
    assertThat(page.locator(".facts")).containsText("par awa");
    page.getByRole(AriaRole.BUTTON, named("Terminer la tâche")).click();
    assertThat(page.locator(".form-faults")).containsText("Des champs manquent");
    assertThat(page.locator(".fjs-container")).containsText("Ce champ est nécessaire.");
    page.getByLabel("Rien trouvé").check();
    page.getByRole(AriaRole.BUTTON, named("Terminer la tâche")).click();
    page.waitForURL("**/incidents/" + brute.incident);
    assertThat(values(brute.review)).isNotEmpty();
  }

  @Test
  void whatNoReadBackShowsIsNowhereCalledInForce() {
    var page = awa();
    for (var path : List.of("/register", incident("/actions"), "/tasks/" + brute.approval)) {
      page.navigate(path);
      var row = page.locator("tr, li", new Page.LocatorOptions().setHasText(brute.unproven));
      assertThat(row).containsText("envoyé, non prouvé");
      assertThat(row).not().containsText("en vigueur");
    }
  }

  @Test
  void undoingSaysWhatWillHappenAndAsksWhy() {
    var page = awa();
    page.navigate(incident("/actions"));
    page.getByText("Débloquer").click();
    assertThat(page.locator(".confirm h2")).hasText("Débloquer 203.0.113.66 sur fw-pratique");
    var button = page.locator("button.destructive");
    assertThat(button).hasText("Débloquer 203.0.113.66 sur fw-pratique");
    button.click();
    assertThat(page.locator(".confirm")).isVisible();
    page.locator("#reason").fill("Adresse d’un partenaire.");
    button.click();
    assertThat(page.locator(".said.done")).containsText("L’annulation a commencé");
    assertThat(released()).isEqualTo("Adresse d’un partenaire.");
  }

  @Test
  void aMarkingIsChangedWithAReason() {
    var page = awa();
    page.navigate(incident(""));
    page.getByRole(AriaRole.LINK, named("TLP:AMBER PAP:AMBER")).click();
    page.getByLabel("TLP:RED").check();
    page.locator("#reason").fill("La source le demande.");
    page.getByRole(AriaRole.BUTTON, named("Marquer ainsi")).click();
    assertThat(page.locator(".said.done")).hasText("Le marquage est changé.");
    assertThat(page.locator(".facts")).containsText("TLP:RED PAP:AMBER");
    assertThat(page.locator("main")).containsText("La source le demande.");
  }

  @Test
  void aResponderStopsEverythingAndAManagerLetsItGoOn() {
    var page = awa();
    page.navigate("/guardrails");
    assertThat(page.getByRole(AriaRole.BUTTON, named("Protéger"))).hasCount(0);
    var kill = page.locator("form", containing("Arrêt d’urgence"));
    kill.getByLabel("Motif").fill("Les blocages partent de travers.");
    kill.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator(".said.done")).containsText("activé");
    page.navigate("/incidents");
    assertThat(page.locator(".switched")).containsText("Les actions sont arrêtées");
    assertThat(page.locator(".switched")).containsText("Les blocages partent de travers.");
    var chief = browser.signIn("moussa", PASSWORD, "en-US", 1440, 900);
    chief.navigate("/guardrails");
    var row = chief.locator("tr", containing("Kill switch"));
    row.getByRole(AriaRole.TEXTBOX).fill("mended");
    row.getByRole(AriaRole.BUTTON).click();
    assertThat(chief.locator(".switched")).hasCount(0);
    assertThat(browser.complaints).isEmpty();
  }

  @Test
  void aManagerTriesAnotherTableAndPutsItInForce() throws IOException {
    var packed = Files.readString(Path.of("../workflows/decisions/guardrail-policy.dmn"));
    var chief = browser.signIn("moussa", PASSWORD, "en-US", 1440, 900);
    upload(chief, packed.replace("\"REFUSE\"", "\"NO\""));
    assertThat(chief.locator(".said.fault")).containsText("row protected-target: verdict must be");
    upload(
        chief,
        packed
            .replace("&gt; 5", "&gt; 7")
            .replace("A whole segment goes dark.", "Ask the network team first."));
    assertThat(chief.locator(".facts")).containsText("draft");
    assertThat(chief.locator("table.policy")).containsText("> 7");
    var reader = awa();
    reader.navigate(java.net.URI.create(chief.url()).getPath());
    assertThat(reader.locator("table.policy"))
        .containsText("Les sauvegardes sont le chemin du retour");
    assertThat(reader.locator("table.policy")).containsText("Ask the network team first.");
    var publish = chief.locator("form", containing("Put in force"));
    publish.getByLabel("Reason").fill("agreed");
    publish.getByRole(AriaRole.BUTTON).click();
    assertThat(chief.locator(".said.fault")).containsText("tried on past actions first");
    chief.getByRole(AriaRole.BUTTON, named("Try on past actions")).click();
    assertThat(chief.locator("main")).containsText("Tried on the last 90 days");
    publish.getByLabel("Reason").fill("agreed");
    publish.getByRole(AriaRole.BUTTON).click();
    assertThat(chief.locator(".said.done")).containsText("in force");
    assertThat(chief.locator("table.policy")).containsText("> 7");
    assertThat(browser.complaints).isEmpty();
  }

  private static void upload(Page chief, String dmn) {
    chief.navigate("/guardrails");
    var bytes = dmn.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    chief
        .locator("input[type=file]")
        .setInputFiles(
            new com.microsoft.playwright.options.FilePayload("own.dmn", "text/xml", bytes));
    chief.getByRole(AriaRole.BUTTON, named("Keep as a draft")).click();
  }

  @Test
  void theLanguageIsSwitchedWhereOneStands() {
    var page = awa();
    page.navigate(incident("/timeline"));
    page.getByRole(AriaRole.BUTTON, named("English")).click();
    page.waitForURL("**/timeline");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    assertThat(page.locator("main")).containsText("Phase: eradicat");
  }

  @Test
  void changesWaitWhileSomebodyReadsAndArriveQuietlyOtherwise() {
    var page = awa();
    page.navigate("/incidents");
    var first = page.locator("td.main a").first();
    first.focus();
    jdbc.sql("update incident set title = 'Titre changé' where id = ?")
        .param(brute.incident)
        .update();
    changes.changed("incident", brute.incident);
    assertThat(page.locator(".notice p")).containsText("Changements : 1");
    assertThat(page.locator("#live")).not().containsText("Titre changé");
    page.getByRole(AriaRole.BUTTON, named("actualiser")).click();
    assertThat(page.locator("#live")).containsText("Titre changé");
  }

  @Test
  void mainPagesAreAccessibleAndNeverScrollSideways() throws IOException {
    for (var width : List.of(1440, 390)) {
      var page = browser.signIn("moussa", PASSWORD, "fr-FR", width, 844);
      for (var path : pages()) {
        page.navigate(path);
        assertThat(Browser.tooWide(page)).as("%s at %d px", path, width).isFalse();
        if (width == 390) {
          assertThat(Browser.violations(page)).as(path).isEmpty();
        }
      }
      page.context().close();
    }
    assertThat(browser.complaints).isEmpty();
  }

  private List<String> pages() {
    return List.of(
        "/incidents",
        incident(""),
        incident("/timeline"),
        incident("/alerts"),
        incident("/actions"),
        incident("/marking"),
        incident("/drawing"),
        incident("/report"),
        "/tasks",
        "/tasks/" + brute.approval,
        "/register",
        "/guardrails",
        "/guardrails/policies/1",
        "/rejected",
        "/system");
  }

  private Page awa() {
    return browser.signIn("awa", PASSWORD, "fr-FR", 1440, 900);
  }

  private String incident(String below) {
    return "/incidents/" + brute.incident + below;
  }

  private Map<String, Object> values(UUID task) {
    return json.readValue(
        jdbc.sql("select form_values from task where id = ? and state = 'COMPLETED'")
            .param(task)
            .query(String.class)
            .single(),
        new TypeReference<>() {});
  }

  private String released() {
    return jdbc.sql(
            """
            select k.release_reason from containment_claim k join action a on a.id = k.action_id
            where a.incident_id = ? and k.released_at is not null and k.release_reason is not null\
            """)
        .param(brute.incident)
        .query(String.class)
        .single();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.LocatorOptions containing(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
