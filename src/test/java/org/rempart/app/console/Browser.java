package org.rempart.app.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A headless Chromium that looks at a running console; keeps what it complains about. */
final class Browser implements AutoCloseable {

  private static final Path AXE = Path.of("frontend/node_modules/axe-core/axe.min.js");

  static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final com.microsoft.playwright.Browser chromium =
      playwright
          .chromium()
          .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(FLAGS));
  private final String address;
  final List<String> complaints = new ArrayList<>();

  Browser(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  static boolean isThere() {
    return Files.isExecutable(CHROMIUM);
  }

  /** A signed-in person with a fresh window. */
  Page signIn(String login, String password, String language, int width, int height) {
    var page = window(language, width, height);
    page.navigate("/login");
    page.fill("#username", login);
    page.fill("#password", password);
    page.click("button.primary");
    page.waitForURL("**/incidents?status=OPEN");
    return page;
  }

  /** A fresh window, nobody signed in. */
  Page window(String language, int width, int height) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(address)
                .setLocale(language)
                .setTimezoneId("Africa/Dakar")
                .setViewportSize(width, height));
    context.setDefaultTimeout(10_000);
    var page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    return page;
  }

  /** Whether a page is wider than its window, so that it scrolls sideways. */
  static boolean tooWide(Page page) {
    return (boolean) page.evaluate("document.documentElement.scrollWidth - window.innerWidth > 0");
  }

  /** What axe-core calls serious or critical; the frame of the report is a page of its own. */
  @SuppressWarnings("unchecked")
  static List<String> violations(Page page) throws IOException {
    page.evaluate(Files.readString(AXE));
    return (List<String>)
        page.evaluate(
            """
            async () => {
              const found = await axe.run(document, { iframes: false, resultTypes: ['violations'] });
              return found.violations.filter((one) => ['serious', 'critical'].includes(one.impact))
                .map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 160)).join(' | '));
            }\
            """);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
