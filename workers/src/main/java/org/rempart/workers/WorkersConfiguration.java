package org.rempart.workers;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The engine's settings, bound. The parts are found by component scan. */
@Configuration
@EnableConfigurationProperties(EngineSettings.class)
class WorkersConfiguration {}
