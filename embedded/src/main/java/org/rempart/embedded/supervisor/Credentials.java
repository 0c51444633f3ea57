package org.rempart.embedded.supervisor;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * What the first start makes up: the console's logins, a token for scripts, the database's
 * passwords.
 *
 * @param console logins; the application takes them over at its start
 * @param apiToken for {@code Authorization: Bearer}
 * @param databasePassword of the owner of the embedded PostgreSQL
 * @param applicationPassword of the role that the application has there
 */
public record Credentials(
    List<Login> console, String apiToken, String databasePassword, String applicationPassword) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * One person of the demo.
   *
   * @param role {@code RESPONDER} or {@code MANAGER}
   * @param groups whose tasks the person sees
   * @param locale of the console
   */
  public record Login(
      String login,
      String password,
      String role,
      String displayName,
      String locale,
      List<String> groups) {}

  /** The folder's credentials, made when there are none. */
  public static Credentials of(DataFolder folder) {
    @Nullable Credentials known =
        JsonFile.read(folder.credentials(), new TypeReference<@Nullable Credentials>() {}, null);
    Credentials now = known == null ? make() : known.complete();
    if (!now.equals(known)) {
      JsonFile.write(folder.credentials(), now);
    }
    return now;
  }

  /** A folder of an earlier version has no password for the application's role. */
  private Credentials complete() {
    return applicationPassword != null
        ? this
        : new Credentials(console, apiToken, databasePassword, secret(24));
  }

  private static Credentials make() {
    return new Credentials(
        List.of(
            new Login("awa", secret(9), "RESPONDER", "Awa Ndiaye", "fr", List.of("responders")),
            new Login(
                "moussa",
                secret(9),
                "MANAGER",
                "Moussa Diop",
                "fr",
                List.of("responders", "managers", "clinical"))),
        secret(32),
        secret(24),
        secret(24));
  }

  private static String secret(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Names the people and no secret. */
  @Override
  public String toString() {
    return "Credentials" + console.stream().map(Login::login).toList();
  }
}
