package org.rempart.app.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.rempart.core.alert.source.Source;
import org.rempart.core.alert.source.SourceCatalogue;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** The topics that alerts come in by and go out by. */
@Component
class AlertTopics {

  static final String REJECTED = "rempart.alerts.rejected";
  static final String EVENTS = "rempart.events";

  private static final String PREFIX = "rempart.alerts.";

  /**
   * More than intake takes, so that what is too long is rejected with a reason, not lost at the
   * sender.
   */
  private static final String LONGEST = String.valueOf(8 << 20);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SourceCatalogue sources;
  private final KafkaAdmin kafka;
  private final Map<String, String> streams = new ConcurrentHashMap<>();

  AlertTopics(SourceCatalogue sources, KafkaAdmin kafka) {
    this.sources = sources;
    this.kafka = kafka;
  }

  /** Matches the topics of the configured sources. */
  Pattern incoming() {
    return Pattern.compile(
        sources.all().stream()
            .map(source -> Pattern.quote(PREFIX + source.id()))
            .collect(Collectors.joining("|")));
  }

  /** The source that a topic belongs to. */
  static String sourceOf(String topic) {
    return topic.substring(PREFIX.length());
  }

  /** Makes the topics that aren't there. Throws {@link KafkaException} when Kafka is away. */
  void create() {
    List<NewTopic> topics =
        sources.all().stream().map(Source::id).map(id -> topic(PREFIX + id)).toList();
    kafka.createOrModifyTopics(topics.toArray(NewTopic[]::new));
    kafka.createOrModifyTopics(topic(REJECTED), topic(EVENTS));
  }

  private static NewTopic topic(String name) {
    return TopicBuilder.name(name)
        .partitions(1)
        .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LONGEST)
        .build();
  }

  /** A name for the topic's offsets that a topic made anew under the same name doesn't share. */
  String stream(String topic) {
    return streams.computeIfAbsent(topic, this::describe);
  }

  /** Looks the topics up again when they are next asked for. */
  void forget() {
    streams.clear();
  }

  private String describe(String topic) {
    try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
      return topic
          + "@"
          + admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .get(topic)
              .topicId();
    } catch (ExecutionException | TimeoutException away) {
      throw new KafkaException("The topic " + topic + " can't be described.", away);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new KafkaException(ending);
    }
  }
}
