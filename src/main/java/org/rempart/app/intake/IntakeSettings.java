package org.rempart.app.intake;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the intake, below {@code rempart.intake}.
 *
 * @param sourcesDir folder of YAML files that overlay the packed definitions of sources
 * @param batch most records that are taken in by one commit; default 4,000
 * @param kafka whether alerts come in over Kafka at all; default yes
 */
@ConfigurationProperties("rempart.intake")
record IntakeSettings(
    @Nullable Path sourcesDir,
    @DefaultValue("4000") int batch,
    @DefaultValue("true") boolean kafka) {}
