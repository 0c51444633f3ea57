package org.rempart.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Camunda 8 broker with its gateway, one partition, every listener on loopback.
 *
 * @param home the unpacked distribution
 * @param folder holds its data and its logging settings
 * @param ports its five listeners
 * @param exporter what it tells of, and to whom; null for none
 */
public record BrokerPart(Path home, Path folder, BrokerPorts ports, @Nullable Exporter exporter)
    implements Part {

  /**
   * The exporter's jar and the Kafka that it writes to.
   *
   * @param jar Rempart's exporter with its libraries
   * @param bootstrapServers {@code host:port} of Kafka
   */
  public record Exporter(Path jar, String bootstrapServers) {}

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public ProcessBuilder command() throws IOException {
    Files.createDirectories(folder);
    Path logging = folder.resolve("log4j2.xml");
    Resources.copy("broker-log4j2.xml", logging);
    ProcessBuilder command = new ProcessBuilder(home.resolve("bin/broker").toString());
    Map<String, String> environment = command.environment();
    environment.put("JAVA_HOME", Jvm.home().toString());
    environment.put("JAVA_OPTS", "-Xms128m -Xmx512m " + String.join(" ", Jvm.SMALL));
    environment.put("LOG4J_CONFIGURATION_FILE", logging.toUri().toString());
    environment.put("LOGGING_CONFIG", logging.toUri().toString());
    listeners(environment);
    sizes(environment);
    exporting(environment);
    return command;
  }

  /**
   * The group "status" waits for the gateway to know the partition's leader; "readiness" is up some
   * 800 ms too early.
   */
  @Override
  public boolean ready() {
    URI health =
        URI.create(
            "http://%s:%d/actuator/health/status".formatted(Ports.LOOPBACK, ports.management()));
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
      int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Address of the gateway's gRPC for clients. */
  public URI grpcAddress() {
    return URI.create("http://%s:%d".formatted(Ports.LOOPBACK, ports.grpc()));
  }

  private void listeners(Map<String, String> environment) {
    String broker = "ZEEBE_BROKER_";
    environment.put(broker + "NETWORK_HOST", Ports.LOOPBACK);
    environment.put(broker + "NETWORK_ADVERTISEDHOST", Ports.LOOPBACK);
    environment.put(broker + "NETWORK_COMMANDAPI_PORT", Integer.toString(ports.command()));
    environment.put(broker + "NETWORK_INTERNALAPI_PORT", Integer.toString(ports.internal()));
    environment.put(broker + "GATEWAY_ENABLE", "true");
    environment.put(broker + "GATEWAY_NETWORK_HOST", Ports.LOOPBACK);
    environment.put(broker + "GATEWAY_NETWORK_PORT", Integer.toString(ports.grpc()));
    // Spring Boot's own servers inside the broker: without these it opens *:8080 and *:9600.
    environment.put("SERVER_ADDRESS", Ports.LOOPBACK);
    environment.put("SERVER_PORT", Integer.toString(ports.rest()));
    environment.put("MANAGEMENT_SERVER_ADDRESS", Ports.LOOPBACK);
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.management()));
  }

  private void sizes(Map<String, String> environment) {
    String broker = "ZEEBE_BROKER_";
    environment.put(broker + "DATA_DIRECTORY", folder.resolve("data").toString());
    environment.put(broker + "DATA_LOGSEGMENTSIZE", "32MB");
    environment.put(broker + "DATA_SNAPSHOTPERIOD", "5m");
    environment.put(broker + "DATA_DISK_FREESPACE_PROCESSING", "500MB");
    environment.put(broker + "DATA_DISK_FREESPACE_REPLICATION", "300MB");
    environment.put(broker + "CLUSTER_PARTITIONSCOUNT", "1");
    environment.put(broker + "CLUSTER_REPLICATIONFACTOR", "1");
    environment.put(broker + "CLUSTER_CLUSTERSIZE", "1");
    environment.put(broker + "THREADS_CPUTHREADCOUNT", "2");
    environment.put(broker + "THREADS_IOTHREADCOUNT", "2");
    environment.put(broker + "EXPERIMENTAL_ROCKSDB_MEMORYLIMIT", "128MB");
  }

  private void exporting(Map<String, String> environment) {
    if (exporter == null) {
      return;
    }
    String prefix = "ZEEBE_BROKER_EXPORTERS_REMPART_";
    environment.put(prefix + "CLASSNAME", "org.rempart.exporter.EngineEventsExporter");
    environment.put(prefix + "JARPATH", exporter.jar().toString());
    environment.put(prefix + "ARGS_BOOTSTRAPSERVERS", exporter.bootstrapServers());
  }
}
