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
   * @param chat where the people on duty chat
   */
  public record Recipients(
      @Nullable List<String> responders, @Nullable List<String> managers, @DefaultValue Chat chat) {

    public Recipients {
      responders = responders == null ? List.of() : List.copyOf(responders);
      managers = managers == null ? List.of() : List.copyOf(managers);
    }
  }

  /**
   * A channel of a chat.
   *
   * @param channel its id as the chat gives it; empty for none
   * @param language of what is written there, {@code fr} or {@code en}; empty for that of mails
   * @param buttons whether questions carry buttons to approve and reject; the application must know
   *     whose hand presses them
   */
  public record Chat(
      @DefaultValue("") String channel,
      @DefaultValue("") String language,
      @DefaultValue("false") boolean buttons) {}

  Locale locale() {
    return Locale.of(language);
  }

  /** The language of what is written into the chat. */
  public Locale chatLocale() {
    String own = recipients.chat().language();
    return own.isBlank() ? locale() : Locale.of(own);
  }
}
