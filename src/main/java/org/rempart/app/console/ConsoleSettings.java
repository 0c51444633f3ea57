package org.rempart.app.console;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the console.
 *
 * @param zone in which times are shown
 */
@ConfigurationProperties("rempart.console")
public record ConsoleSettings(@DefaultValue("Africa/Dakar") ZoneId zone) {}
