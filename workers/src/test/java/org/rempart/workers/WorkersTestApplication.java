package org.rempart.workers;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.rempart.core.playbook.PlaybookLibrary;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.json.JsonMapper;

/** Workers over the real core, with small drawings and a journal that only records. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableScheduling
@ComponentScan({
  "org.rempart.workers",
  "org.rempart.core.audit",
  "org.rempart.core.decision",
  "org.rempart.core.engine",
  "org.rempart.core.incident",
  "org.rempart.core.task"
})
class WorkersTestApplication {

  @Bean
  JsonMapper json() {
    return JsonMapper.builder().build();
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  PlaybookLibrary library() {
    return new TestDrawings();
  }

  @Bean
  LookingJob lookingJob() {
    return new LookingJob();
  }

  @Bean
  MendableJob mendableJob() {
    return new MendableJob();
  }

  @Bean
  RecordingResponses responses() {
    return new RecordingResponses();
  }
}
