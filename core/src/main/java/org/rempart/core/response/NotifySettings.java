package org.rempart.core.response;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Who hears of incidents, and how.
 *
 * @param language of mails and tickets, {@code fr} or {@code en}
 * @param publicUrl where the console is for its readers, without a slash at the end
 * @param recipients {@code notify}: mail addresses per group
 */
@ConfigurationProperties("rempart")
public record NotifySettings(
    @DefaultValue("fr") String language,
    @DefaultValue("http://127.0.0.1:8080") String publicUrl,
    @Name("notify") @DefaultValue Recipients recipients) {

  /**
   * Mail addresses.
   *
   * @param responders of the people on duty
   * @param managers of the people who read reports
   */
  public record Recipients(@Nullable List<String> responders, @Nullable List<String> managers) {

    public Recipients {
      responders = responders == null ? List.of() : List.copyOf(responders);
      managers = managers == null ? List.of() : List.copyOf(managers);
    }
  }

  Locale locale() {
    return Locale.of(language);
  }
}
