package org.rempart.app.engine;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.rempart.core.engine.EngineEvent;
import org.rempart.core.engine.EngineEvents;
import org.rempart.workers.event.EngineEventReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Brings the exporter's records to core, a batch in one transaction. Repeats are harmless. */
@Component
class EngineEventListener {

  private static final Logger LOG = LoggerFactory.getLogger(EngineEventListener.class);

  private final EngineEventReader reader;
  private final EngineEvents events;

  EngineEventListener(EngineEventReader reader, EngineEvents events) {
    this.reader = reader;
    this.events = events;
  }

  @KafkaListener(
      id = "engine-events",
      groupId = "rempart-engine-events",
      topics = "${rempart.engine.events-topic:rempart.engine}",
      containerFactory = "engineEventContainers")
  void take(List<ConsumerRecord<byte[], byte[]>> records) {
    var batch = new ArrayList<EngineEvent>();
    for (var record : records) {
      try {
        reader.read(record.value()).ifPresent(batch::add);
      } catch (IllegalArgumentException unreadable) {
        LOG.warn(
            "Engine event at offset {} passed over: {}", record.offset(), unreadable.getMessage());
      }
    }
    if (!batch.isEmpty()) {
      events.record(batch);
    }
  }
}
