package org.rempart.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the application. */
@SpringBootApplication(scanBasePackages = "org.rempart")
@ConfigurationPropertiesScan("org.rempart")
@EnableScheduling
public class RempartApplication {

  /** Runs until the process is told to end. */
  public static void main(String[] args) {
    SpringApplication.run(RempartApplication.class, args);
  }
}
