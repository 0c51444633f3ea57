package org.rempart.app.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rempart.app.AppSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes over the console logins and the API token of the credentials file at start; a login whose
 * password is unchanged keeps its hash.
 */
@Component
class Credentials implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

  private final AppSettings settings;
  private final Persons persons;
  private final ApiTokens tokens;
  private final PasswordEncoder encoder;
  private final JsonMapper json;

  Credentials(
      AppSettings settings,
      Persons persons,
      ApiTokens tokens,
      PasswordEncoder encoder,
      JsonMapper json) {
    this.settings = settings;
    this.persons = persons;
    this.tokens = tokens;
    this.encoder = encoder;
    this.json = json;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    var path = settings.credentialsFile();
    if (path == null) {
      return;
    }
    if (!Files.isReadable(path)) {
      LOG.warn("rempart.credentials-file {} can't be read; logins stay as they are.", path);
      return;
    }
    take(json.readValue(path, Content.class), path);
  }

  private void take(Content file, Path path) {
    file.console().forEach(this::take);
    if (file.apiToken() != null) {
      tokens.keep(
          "embedded",
          file.apiToken(),
          Role.MANAGER,
          Set.of("responders", "managers", "clinical"),
          Set.of(Caller.ALL_SITES));
    }
    LOG.info("Took {} console logins from {}.", file.console().size(), path);
  }

  private void take(Login login) {
    var known = persons.find(login.login()).map(Persons.Person::passwordHash);
    var hash =
        known
            .filter(present -> encoder.matches(login.password(), present))
            .orElseGet(() -> encoder.encode(login.password()));
    persons.keep(login.caller(), hash, login.mail() == null ? "" : login.mail());
  }

  /** The file's content. */
  record Content(List<Login> console, @Nullable String apiToken) {
    Content {
      console = console == null ? List.of() : console;
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
      return "Content" + console;
    }
  }

  /** One console login; what lacks has a default. */
  record Login(
      String login,
      String password,
      Role role,
      @Nullable String displayName,
      @Nullable String locale,
      @Nullable Set<String> groups,
      @Nullable Set<String> sites,
      @Nullable String mail) {

    Caller caller() {
      return new Caller(
          login,
          displayName == null ? login : displayName,
          role,
          groups == null ? Set.of() : groups,
          sites == null ? Set.of(Caller.ALL_SITES) : sites,
          Locale.of(locale == null ? "fr" : locale));
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
      return "Login[" + login + "]";
    }
  }
}
