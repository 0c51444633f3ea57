package org.rempart.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the application as a whole.
 *
 * @param credentialsFile JSON file with console logins and an API token to take over at start;
 *     {@code null} when there is none
 * @param language of mails and tickets, {@code fr} or {@code en}
 */
@ConfigurationProperties("rempart")
public record AppSettings(@Nullable Path credentialsFile, @DefaultValue("fr") String language) {

  public AppSettings {
    if (!language.equals("fr") && !language.equals("en")) {
      throw new IllegalArgumentException(
          "rempart.language must be fr or en, but is \"" + language + "\"");
    }
  }
}
