package org.rempart.app;

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

  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    var scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(THREADS);
    scheduler.setThreadNamePrefix("rempart-clock-");
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }
}
