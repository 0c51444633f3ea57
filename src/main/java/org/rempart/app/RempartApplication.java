package org.rempart.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the application. */
@SpringBootApplication(scanBasePackages = "org.rempart")
@ConfigurationPropertiesScan("org.rempart")
public class RempartApplication {

  static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  /** Runs until the process is told to end. */
  public static void main(String[] args) {
    carriers();
    SpringApplication.run(RempartApplication.class, args);
  }

  /**
   * Looking a name up and reading a file hold the system thread that carries a request or a
   * connector. With one for each processor, as is the default, two lookups over a lost link would
   * stop the console of a small machine. Must come before the first virtual thread.
   */
  static void carriers() {
    if (System.getProperty(CARRIERS) == null) {
      int processors = Runtime.getRuntime().availableProcessors();
      System.setProperty(CARRIERS, Integer.toString(Math.max(16, processors)));
    }
  }
}
