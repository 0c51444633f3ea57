package org.rempart.app;

import org.rempart.core.storage.DatabaseAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Runs what is due by the clock. A pool of its own: the scheduler that comes with virtual threads
 * runs every fixed-delay task on one thread, where one that waits for Kafka would hold up all.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Clockwork {

  /** More than there are tasks that can wait for something that is away. */
  private static final int THREADS = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    var scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(THREADS);
    scheduler.setThreadNamePrefix("rempart-clock-");
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.setErrorHandler(Clockwork::failed);
    return scheduler;
  }

  /** While the database is away every task fails every time: health says it, once. */
  private static void failed(Throwable failure) {
    if (DatabaseAway.showsIn(failure)) {
      LOG.debug("The database is away; what is due by the clock is tried again.", failure);
    } else {
      LOG.error("What was due by the clock failed; it is tried again.", failure);
    }
  }
}
