package org.rempart.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the pictures of docs/screenshots from a Rempart that runs already. */
@EnabledIfSystemProperty(
    named = "screenshots.port",
    matches = "\\d+",
    disabledReason = "Skipped: takes pictures only when -Dscreenshots.port names a running Rempart")
class ScreenshotsIT {

  /** An attacker's address, and one that a guardrail asks about. */
  private static final String HAND =
      "?capability=network.block-address&others=198.51.100.7%0A10.20.0.23";

  private static final Path FOLDER = Path.of("../docs/screenshots");
  private static final Pattern APPROVAL = Pattern.compile("Approuver ou refuser|Approve or deny");

  @Test
  void everyMainPageInBothLanguagesAndWidths() {
    try (var browser = new Browser(Integer.getInteger("screenshots.port"))) {
      for (var language : List.of("fr", "en")) {
        for (var width : List.of(1440, 390)) {
          var page =
              browser.signIn(
                  System.getProperty("screenshots.login"),
                  System.getProperty("screenshots.password"),
                  language,
                  width,
                  width == 390 ? 844 : 900);
          pages(page)
              .forEach((name, path) -> shoot(page, path, name + "-" + language + "-" + width));
          page.context().close();
        }
      }
      assertThat(browser.complaints).isEmpty();
    }
  }

  /** Of the oldest incident, of the task that is due first and of an approval, if they wait. */
  private static Map<String, String> pages(Page page) {
    page.navigate("/incidents");
    var incident = page.locator("td.main a").last().getAttribute("href");
    var pages = new LinkedHashMap<String, String>();
    pages.put("incidents", "/incidents");
    pages.put("overview", incident);
    pages.put("actions", incident + "/actions");
    pages.put("act", incident + "/act" + HAND);
    pages.put("drawing", incident + "/drawing");
    pages.put("report", incident + "/report");
    pages.put("register", "/register");
    pages.put("guardrails", "/guardrails");
    pages.put("audit", "/audit");
    page.navigate("/tasks?whose=all");
    var tasks = page.locator("td.main a");
    if (tasks.count() > 0) {
      pages.put("task", tasks.first().getAttribute("href"));
    }
    var approvals = page.locator("td.main a", new Page.LocatorOptions().setHasText(APPROVAL));
    if (approvals.count() > 0) {
      pages.put("approval", approvals.first().getAttribute("href"));
    }
    return pages;
  }

  private static void shoot(Page page, String path, String name) {
    page.navigate(path);
    page.waitForTimeout(path.matches(".*/(drawing|report)|/tasks/.*") ? 2_500 : 300);
    var file = FOLDER.resolve(name + ".png");
    // These are long; their heads tell what they are.
    var whole = !name.matches("(guardrails|audit).*");
    page.screenshot(new Page.ScreenshotOptions().setFullPage(whole).setPath(file));
    assertThat(file.toFile().length()).as(name).isLessThan(200_000);
  }
}
