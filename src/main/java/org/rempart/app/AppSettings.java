package org.rempart.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the application as a whole.
 *
 * @param credentialsFile JSON file with console logins and an API token to take over at start;
 *     {@code null} when there is none
 */
@ConfigurationProperties("rempart")
public record AppSettings(@Nullable Path credentialsFile) {}
