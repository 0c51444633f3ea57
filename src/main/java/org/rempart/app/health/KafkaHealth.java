package org.rempart.app.health;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Whether Kafka is there, asked every ten seconds. Without it alerts still come in over HTTP. */
@Component("kafka")
class KafkaHealth implements HealthIndicator {

  private static final int TIMEOUT_MILLIS = 3_000;

  private final Map<String, Object> settings;
  private volatile Health health = Health.unknown().withDetail("detail", "not asked yet").build();
  private @Nullable Admin admin;

  KafkaHealth(KafkaAdmin kafka) {
    this.settings = new HashMap<>(kafka.getConfigurationProperties());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
  }

  @Override
  public Health health() {
    return health;
  }

  @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
  synchronized void ask() {
    try {
      if (admin == null) {
        admin = Admin.create(settings);
      }
      var nodes = admin.describeCluster().nodes().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      health = Health.up().withDetail("brokers", nodes.size()).build();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception away) {
      var cause = away.getCause() == null ? away : away.getCause();
      health = Part.away().withDetail("detail", String.valueOf(cause.getMessage())).build();
    }
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }
}
