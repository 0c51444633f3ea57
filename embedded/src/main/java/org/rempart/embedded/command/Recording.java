package org.rempart.embedded.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.rempart.embedded.Pause;
import org.rempart.embedded.supervisor.DataFolder;
import org.rempart.embedded.supervisor.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The recorded attack, sent to Kafka as the sensor would: with today's times, and its pauses
 * shortened by one factor so that the whole takes {@link #LENGTH}. How far it came is kept in the
 * data folder.
 */
final class Recording {

  /** How long the playing takes. */
  static final Duration LENGTH = Duration.ofSeconds(20);

  private static final String TOPIC = "rempart.alerts.suricata";

  /** Suricata's way to write a time. */
  private static final DateTimeFormatter EVE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxx").withZone(ZoneOffset.UTC);

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final PlayMark mark;
  private final String bootstrapServers;

  Recording(Path file, DataFolder folder, String bootstrapServers) {
    this.file = file;
    this.mark = new PlayMark(folder.path().resolve("demo.json"));
    this.bootstrapServers = bootstrapServers;
  }

  /** Plays what was not played before on this data folder. */
  void play(Terminal terminal) {
    List<JsonNode> lines = lines();
    PlayMark.State state = mark.read();
    if (state.played() >= lines.size()) {
      terminal.say("The recorded attack was played at " + state.began() + "; going on from there.");
      return;
    }
    terminal.say(
        "Playing the recorded attack: %d lines of Suricata to %s in %d s"
            .formatted(lines.size() - state.played(), TOPIC, LENGTH.toSeconds()));
    send(lines, state);
    terminal.say("The recording has been played.");
  }

  private void send(List<JsonNode> lines, PlayMark.State state) {
    Instant first = time(lines.getFirst());
    double factor =
        LENGTH.toNanos() / (double) Duration.between(first, time(lines.getLast())).toNanos();
    Instant begin = Instant.now().minus(moved(first, time(lines.get(state.played())), factor));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      for (int index = state.played(); index < lines.size(); index++) {
        JsonNode line = lines.get(index);
        Instant at = begin.plus(moved(first, time(line), factor));
        Duration wait = Duration.between(Instant.now(), at);
        if (wait.isPositive()) {
          Pause.of(wait);
        }
        producer.send(new ProducerRecord<>(TOPIC, JSON.writeValueAsString(dated(line, at))));
        if (index % 50 == 0) {
          producer.flush();
          mark.write(new PlayMark.State(begin, index + 1));
        }
      }
    }
    mark.write(new PlayMark.State(begin, lines.size()));
  }

  private static Duration moved(Instant first, Instant time, double factor) {
    return Duration.ofNanos((long) (Duration.between(first, time).toNanos() * factor));
  }

  private static JsonNode dated(JsonNode line, Instant at) {
    ObjectNode copy = (ObjectNode) line.deepCopy();
    copy.put("timestamp", EVE.format(at));
    if (copy.get("flow") instanceof ObjectNode flow && flow.has("start")) {
      flow.put("start", EVE.format(at));
    }
    return copy;
  }

  private static Instant time(JsonNode line) {
    return EVE.parse(line.get("timestamp").asString(), Instant::from);
  }

  private List<JsonNode> lines() {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().map(JSON::readTree).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the recording " + file + " can't be read", e);
    }
  }
}
