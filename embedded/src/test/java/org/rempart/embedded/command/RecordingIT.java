package org.rempart.embedded.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.embedded.TestStack;
import org.rempart.embedded.supervisor.DataFolder;
import org.rempart.embedded.supervisor.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordingIT {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;

  @Test
  void theRecordingIsPlayedWithTodaysTimesOnceAndGoesOnWhereItStopped() throws IOException {
    DataFolder folder = DataFolder.open(directory.resolve("data"));
    Recording recording = new Recording(recorded(), folder, TestStack.kafka().bootstrapServers());
    new PlayMark(folder.path().resolve("demo.json")).write(new PlayMark.State(Instant.now(), 2));

    Instant before = Instant.now();
    recording.play(silent());
    recording.play(silent());

    List<JsonNode> played = played();
    assertThat(played).extracting(line -> line.path("n").asInt()).containsExactlyInAnyOrder(2, 3);
    assertThat(played)
        .extracting(line -> Instant.parse(line.path("timestamp").asString().replace("+0000", "Z")))
        .allMatch(
            time -> Duration.between(before, time).abs().compareTo(Duration.ofMinutes(1)) < 0);
  }

  /** Four lines within ten minutes, the last two close together so that the test is short. */
  private Path recorded() throws IOException {
    Path file = directory.resolve("attack.gz");
    try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)))) {
      List<String> times = List.of("10:00:00", "10:09:50", "10:09:59", "10:10:00");
      for (int n = 0; n < times.size(); n++) {
        out.write(
            "{\"timestamp\":\"2026-01-01T%s.000000+0000\",\"n\":%d,\"flow\":{\"start\":\"x\"}}%n"
                .formatted(times.get(n), n));
      }
    }
    return file;
  }

  private static List<JsonNode> played() {
    Map<String, Object> config = Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers());
    List<JsonNode> lines = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("rempart.alerts.suricata").stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Instant deadline = Instant.now().plusSeconds(20);
      long all = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      while (lines.size() < all && Instant.now().isBefore(deadline)) {
        consumer
            .poll(Duration.ofMillis(300))
            .forEach(line -> lines.add(JSON.readTree(line.value())));
      }
    }
    return lines;
  }

  private static Terminal silent() {
    return new Terminal(new PrintStream(new ByteArrayOutputStream()));
  }
}
