package org.rempart.practice;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.rempart.practice.abuseipdb.AbuseIpDbStandIn;
import org.rempart.practice.defender.DefenderStandIn;
import org.rempart.practice.falcon.FalconStandIn;
import org.rempart.practice.fortigate.FortigateStandIn;
import org.rempart.practice.glpi.GlpiStandIn;
import org.rempart.practice.harfanglab.HarfanglabStandIn;
import org.rempart.practice.jira.JiraStandIn;
import org.rempart.practice.mail.MailStandIn;
import org.rempart.practice.misp.MispStandIn;
import org.rempart.practice.opnsense.OpnsenseStandIn;
import org.rempart.practice.panos.PanosStandIn;
import org.rempart.practice.pfsense.PfsenseStandIn;
import org.rempart.practice.sentinelone.SentineloneStandIn;
import org.rempart.practice.servicenow.ServiceNowStandIn;
import org.rempart.practice.slack.SlackStandIn;
import org.rempart.practice.virustotal.VirusTotalStandIn;
import org.rempart.practice.wazuh.WazuhStandIn;

/**
 * The whole estate in one process on the loopback: each product under its name, for example {@code
 * /opnsense}, mail by SMTP, and {@code /practice} for drills.
 */
public final class PracticeEstate implements AutoCloseable {

  private final Ledger ledger;
  private final Effects effects = new Effects();
  private final Faults faults = new Faults();
  private final MailStandIn mail;
  private final HttpServer server;

  private PracticeEstate(Arguments arguments) throws IOException {
    ledger = new Ledger(arguments.data());
    mail = new MailStandIn(ledger, arguments.smtpPort());
    server = HttpServer.create(new InetSocketAddress(loopback(), arguments.port()), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    List<StandIn> products =
        List.of(
            new OpnsenseStandIn(ledger, effects),
            new WazuhStandIn(ledger, effects, arguments.agentDelay(), arguments.lookEvery()),
            new GlpiStandIn(ledger),
            new FortigateStandIn(ledger, effects),
            new DefenderStandIn(ledger, effects, arguments.agentDelay()),
            new FalconStandIn(ledger, effects, arguments.agentDelay()),
            new PanosStandIn(ledger, effects),
            new PfsenseStandIn(ledger, effects),
            new SentineloneStandIn(ledger, effects, arguments.agentDelay()),
            new HarfanglabStandIn(ledger, effects, arguments.agentDelay()),
            new MispStandIn(ledger),
            new VirusTotalStandIn(ledger),
            new AbuseIpDbStandIn(ledger),
            new JiraStandIn(ledger, effects, arguments.agentDelay().multipliedBy(10)),
            new ServiceNowStandIn(ledger),
            new SlackStandIn(ledger, effects),
            mail);
    products.forEach(p -> server.createContext("/" + p.name(), new FrontDoor(p, faults)));
    server.createContext("/practice", new AdminDoor(products, faults));
    server.start();
  }

  /**
   * Starts the estate on free ports, for tests.
   *
   * @param data directory that keeps what happened
   * @param agentDelay how long an agent takes to act
   */
  public static PracticeEstate start(Path data, Duration agentDelay) throws IOException {
    return new PracticeEstate(new Arguments(0, 0, data, agentDelay, Duration.ofHours(1)));
  }

  /** Runs until it is killed; prints one line when it is ready. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments;
    try {
      arguments = Arguments.read(args, System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    PracticeEstate estate = new PracticeEstate(arguments);
    Runtime.getRuntime().addShutdownHook(new Thread(estate::close));
    System.out.printf("practice estate ready: %s smtp %d%n", estate.url(""), estate.smtpPort());
    new CountDownLatch(1).await();
  }

  /** Address of a part: {@code /opnsense} and the like, or {@code /practice}. */
  public URI url(String part) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + part);
  }

  /** Port of the mail server. */
  public int smtpPort() {
    return mail.port();
  }

  /** Orders to misbehave. */
  public Faults faults() {
    return faults;
  }

  /** What truly happened. */
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {
    server.stop(0);
    effects.close();
    mail.close();
    try {
      ledger.close();
    } catch (IOException e) {
      System.err.println("practice ledger: " + e.getMessage());
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
  }
}
