package org.rempart.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One Kafka node (KRaft, broker and controller in one JVM of its own), both listeners on loopback.
 *
 * @param libraries the broker's jars
 * @param folder holds its settings and its log directory
 * @param port of clients
 * @param controllerPort of its own controller; a static voter, so the port may change from start to
 *     start
 */
public record KafkaPart(Path libraries, Path folder, int port, int controllerPort) implements Part {

  /**
   * Largest record in bytes: above the 1 MiB that intake takes, so that a larger alert can be
   * rejected with its reason.
   */
  public static final int MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

  private static final String CLUSTER_ID = "UmVtcGFydEVtYmVkZGVkMQ";

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public ProcessBuilder command() throws IOException {
    Files.createDirectories(folder);
    Path settings = Files.writeString(folder.resolve("server.properties"), settings());
    Resources.copy("kafka-log4j2.properties", folder.resolve("log4j2.properties"));
    if (!Files.exists(data().resolve("meta.properties"))) {
      Commands.run(
          folder.resolve("format.log"),
          List.of(),
          java("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", settings.toString()));
    }
    return new ProcessBuilder(java("kafka.Kafka", settings.toString()));
  }

  /** The port opens once the broker is unfenced, so an open port is a ready broker. */
  @Override
  public boolean ready() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + port;
  }

  private Path data() {
    return folder.resolve("data");
  }

  private List<String> java(String main, String... arguments) {
    List<String> command = Jvm.command();
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx384m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties").toUri(),
            "-cp",
            libraries + "/*",
            main));
    command.addAll(List.of(arguments));
    return command;
  }

  private String settings() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@%1$s:%3$d
    controller.listener.names=CONTROLLER
    listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d
    advertised.listeners=PLAINTEXT://%1$s:%2$d
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    log.dirs=%4$s
    message.max.bytes=%5$d
    replica.fetch.max.bytes=%5$d
    socket.request.max.bytes=104857600
    num.partitions=3
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=8
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    # After kill -9 the controller waits for the dead broker's session to end before it lets the new one in.
    broker.session.timeout.ms=2000
    broker.heartbeat.interval.ms=500
    """
        .formatted(Ports.LOOPBACK, port, controllerPort, data(), MAX_MESSAGE_BYTES);
  }
}
