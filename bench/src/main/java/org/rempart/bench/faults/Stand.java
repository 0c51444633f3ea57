package org.rempart.bench.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.Practice;
import org.rempart.bench.stack.Siem;

/** What runs are played on: it stays up between them. */
final class Stand implements AutoCloseable {

  /** How long connectors wait for an answer. */
  private static final Duration TIMEOUT = Duration.ofMillis(1_500);

  /** How long an action belongs to an executor that died: longer than four answers. */
  private static final String LEASE = "7s";

  private static final String RETRY_MOST = "2s";

  /** How long a job belongs to an application that died. */
  private static final String JOB_TIMEOUT = "9s";

  /** How long agents take to act, and how often they look at themselves. */
  private static final List<String> AGENTS =
      List.of("--agent-delay-ms", "600", "--look-every-ms", "3000");

  private final CrashAgent agent = new CrashAgent();
  private final Wires wires = new Wires();
  private final Application application;
  private final Mishaps mishaps;
  private final Siem siem;
  private final Person person;

  Stand() throws IOException, InterruptedException, SQLException {
    application = Application.start(AGENTS, this::settings, agent.options());
    mishaps = new Mishaps(application.practice(), wires.products, wires.mail);
    siem = new Siem(application);
    person = new Person(application);
    for (Hospital hospital : Hospital.values()) {
      open(hospital);
    }
  }

  Application application() {
    return application;
  }

  Siem siem() {
    return siem;
  }

  Person person() {
    return person;
  }

  /** What lets a run's fault come to pass here. */
  Mischief mischief(Scenario scenario) {
    return new Mischief(application, agent, mishaps, scenario.hospital(), scenario.fault());
  }

  private void open(Hospital hospital) throws IOException, InterruptedException, SQLException {
    try (Connection connection = application.database();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into site (id, name) values (?, ?) on conflict do nothing")) {
      insert.setString(1, hospital.site());
      insert.setString(2, hospital.name());
      insert.executeUpdate();
    }
    person.inventory(hospital.site(), inventory(hospital));
  }

  private Map<String, Object> settings(Practice practice) throws IOException {
    wires.open(practice);
    return Map.of(
        "connectors",
        new Connections(wires.products.port(), wires.mail.port(), TIMEOUT).entries(),
        "notify",
        Map.of("responders", List.of("duty@hospital.example")),
        "guardrails",
        Map.of("budget", unlimited()),
        "response",
        Map.of("lease", LEASE, "retry-most", RETRY_MOST),
        "engine",
        Map.of("job-timeout", JOB_TIMEOUT));
  }

  /** The guardrail's hourly budget would ask a person long before the suite is through. */
  private static Map<String, Integer> unlimited() {
    return java.util.Arrays.stream(Effect.Kind.values())
        .collect(Collectors.toMap(kind -> "[" + kind.capability() + "]", kind -> 1_000_000));
  }

  private static String inventory(Hospital hospital) {
    return hospital.machines().stream()
        .map(m -> m.host() + "," + (m.clinical() ? "yes" : "no"))
        .collect(Collectors.joining("\n", "host,clinical\n", "\n"));
  }

  @Override
  public void close() throws InterruptedException {
    person.close();
    siem.close();
    application.close();
    wires.close();
  }

  /** Both wires; they need the estate's ports and give theirs to the application. */
  private static final class Wires implements AutoCloseable {

    private Wire products;
    private MailWire mail;

    private void open(Practice practice) throws IOException {
      products = new Wire(practice.port(), TIMEOUT);
      mail = new MailWire(practice.smtpPort());
    }

    @Override
    public void close() {
      products.close();
      mail.close();
    }
  }
}
