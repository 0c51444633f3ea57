package org.rempart.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the application. */
@SpringBootApplication(scanBasePackages = "org.rempart")
@ConfigurationPropertiesScan("org.rempart")
public class RempartApplication {

  /** Runs until the process is told to end. */
  public static void main(String[] args) {
    SpringApplication.run(RempartApplication.class, args);
  }
}
