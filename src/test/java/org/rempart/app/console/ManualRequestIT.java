package org.rempart.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A person acts by hand, over the API and in a real browser; the products are not called. */
@TestPropertySource(
    properties = {
      "rempart.connectors[0].id=fw-dakar",
      "rempart.connectors[0].type=nftables",
      "rempart.connectors[0].options.prefix=ip netns exec nowhere",
      "rempart.connectors[1].id=edr",
      "rempart.connectors[1].type=defender",
      "rempart.connectors[1].options.url=http://127.0.0.1:9",
      "rempart.connectors[1].options.login-url=http://127.0.0.1:9",
      "rempart.connectors[1].options.tenant=nowhere",
      "rempart.connectors[1].options.client-id=nobody",
      "rempart.connectors[1].options.client-secret=env:PATH"
    })
@DirtiesContext
class ManualRequestIT extends RunningApp {

  private UUID incident;

  @BeforeEach
  void rows() {
    incident = new Cases(jdbc).bruteForce();
  }

  @Test
  void overTheApiItIsLookedAtThenAskedForOnce() throws Exception {
    var path = "/api/v1/incidents/" + incident + "/requests";
    assertThat(get(path + "/possible").json().path("items").valueStream())
        .extracting(one -> one.path("capability").asString())
        .containsExactly(
            "endpoint.block-hash",
            "endpoint.isolate",
            "endpoint.quarantine-file",
            "network.block-address",
            "network.block-network",
            "network.isolate-segment");
    var body =
        """
        {"capability": "network.block-address", "targets": ["198.51.100.7", "255.255.255.255"], "reason": "Vu ailleurs"}
        """;
    assertThat(post(path + "/outlook", body).json().path("items").valueStream())
        .extracting(one -> one.path("verdict").asString())
        .containsExactly("ALLOW", "REFUSE");
    var asked = post(path, body);
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(asked.json().path("askedBy").asString()).startsWith("api:");
    assertThat(get(path).json().path("items")).hasSize(1);
    assertThat(get("/api/v1/incidents/" + incident + "/timeline?lang=en").text())
        .contains("Asked for by hand by", "Vu ailleurs");
  }

  @Test
  void whatCanNotBeTakenNamesItsField() throws Exception {
    var path = "/api/v1/incidents/" + incident + "/requests";
    refused(
        path, "{\"capability\": \"network.block-address\", \"targets\": [\"x\"]}", 400, "reason");
    refused(path, asking("network.block-address", "x"), 422, "targets");
    refused(path, asking("dns.block-domain", "evil.example"), 422, "capability");
    refused(
        path,
        """
        {"capability": "network.block-address", "targets": ["198.51.100.7"], "parameters": {"sha1": "x"}, "reason": "r"}
        """,
        422,
        "parameters.sha1");
    jdbc.sql("update incident set status = 'CLOSED', closed_at = now() where id = ?")
        .param(incident)
        .update();
    refused(path, asking("network.block-address", "198.51.100.7"), 409, "incident");
    assertThat(get("/api/v1/incidents/" + new UUID(0, 0) + "/requests").status()).isEqualTo(404);
  }

  @Test
  void inTheConsoleAPersonSeesWhatGuardrailsSayBeforeAsking() throws IOException {
    assumeTrue(Browser.isThere(), () -> "Skipped: no Chromium at " + Browser.CHROMIUM);
    try (var browser = new Browser(port)) {
      var page = browser.signIn("awa", PASSWORD, "fr-FR", 390, 844);
      page.navigate("/incidents/" + incident + "/actions");
      page.getByRole(AriaRole.LINK, named("Agir à la main")).click();
      usable(page);
      page.getByRole(AriaRole.LINK, named("Bloquer une adresse")).click();
      page.getByLabel("203.0.113.66").check();
      page.getByLabel("Autres cibles (adresse)").fill("pas une adresse");
      page.getByRole(AriaRole.BUTTON, named("Que se passerait-il ?")).click();
      assertThat(page.locator(".fault")).containsText("« pas une adresse » ne peut pas être");
      page.getByLabel("Autres cibles (adresse)").fill("255.255.255.255\n198.51.100.9");
      page.getByRole(AriaRole.BUTTON, named("Que se passerait-il ?")).click();
      assertThat(row(page, "203.0.113.66")).containsText("fait aussitôt");
      assertThat(row(page, "255.255.255.255")).containsText("refusé");
      usable(page);
      page.getByLabel("Motif").fill("Vu ailleurs");
      page.locator("#outlook button").click();
      assertThat(page.locator(".said.done")).containsText("Demandé");
      assertThat(page.locator("main")).containsText("attend le moteur de processus");
      usable(page);
      assertThat(browser.complaints).isEmpty();
    }
    assertThat(
            jdbc.sql("select asked_by || ' ' || reason from manual_request where incident_id = ?")
                .param(incident)
                .query(String.class)
                .list())
        .containsExactly("awa Vu ailleurs");
  }

  @Test
  void whatAProductNeedsToKnowBesideTheTargetIsAFieldOfTheForm() throws IOException {
    assumeTrue(Browser.isThere(), () -> "Skipped: no Chromium at " + Browser.CHROMIUM);
    try (var browser = new Browser(port)) {
      var page = browser.signIn("awa", PASSWORD, "fr-FR", 390, 844);
      page.navigate("/incidents/" + incident + "/act?capability=endpoint.quarantine-file");
      page.locator("#others").fill("C:\\Temp\\evil.exe@poste-12");
      page.getByRole(AriaRole.BUTTON, named("Que se passerait-il ?")).click();
      page.getByLabel("SHA-1 du fichier").fill("da39a3ee5e6b4b0d3255bfef95601890afd80709");
      page.getByLabel("Motif").fill("Vu ailleurs");
      usable(page);
      page.locator("#outlook button").click();
      assertThat(page.locator(".said.done")).containsText("Demandé");
      assertThat(browser.complaints).isEmpty();
    }
    assertThat(
            jdbc.sql("select parameters ->> 'sha1' from manual_request where incident_id = ?")
                .param(incident)
                .query(String.class)
                .single())
        .isEqualTo("da39a3ee5e6b4b0d3255bfef95601890afd80709");
  }

  private void refused(String path, String body, int status, String field) throws Exception {
    var answer = post(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("field").asString()).isEqualTo(field);
  }

  private static String asking(String capability, String target) {
    return "{\"capability\": \"%s\", \"targets\": [\"%s\"], \"reason\": \"r\"}"
        .formatted(capability, target);
  }

  private static void usable(Page page) throws IOException {
    assertThat(Browser.tooWide(page)).as(page.url()).isFalse();
    assertThat(Browser.violations(page)).as(page.url()).isEmpty();
  }

  private static com.microsoft.playwright.Locator row(Page page, String target) {
    return page.locator("#outlook tr", new Page.LocatorOptions().setHasText(target));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
