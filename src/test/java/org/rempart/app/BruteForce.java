package org.rempart.app;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.rempart.embedded.TestStack;

/** What Suricata says of somebody who tries passwords, and the sensor that sends it. */
public final class BruteForce {

  private BruteForce() {}

  /**
   * An EVE alert of now. Each attacker has a victim of its own, or its alerts would join another's
   * incident: 203.0.113.7 attacks 10.0.1.7.
   */
  public static byte[] by(String attacker) {
    return """
    {"timestamp":"%s","event_type":"alert","src_ip":"%s","dest_ip":"10.0.1.%s",
     "alert":{"gid":1,"signature_id":7,"signature":"SSH brute force","category":"","severity":1}}
    """
        .formatted(Instant.now(), attacker, attacker.substring(attacker.lastIndexOf('.') + 1))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A producer to the tests' Kafka. */
  public static KafkaProducer<byte[], byte[]> sensor() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
