package org.rempart.core.alert.intake;

import java.nio.file.Path;
import org.rempart.core.alert.source.SourceCatalogue;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the sources. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  /**
   * The packed definitions and those of the settings.
   *
   * @param overlay setting {@code rempart.intake.sources-dir}: a folder of YAML files; empty for
   *     none
   */
  @Bean
  SourceCatalogue sources(@Value("${rempart.intake.sources-dir:}") String overlay) {
    return SourceCatalogue.load(overlay.isBlank() ? null : Path.of(overlay));
  }
}
