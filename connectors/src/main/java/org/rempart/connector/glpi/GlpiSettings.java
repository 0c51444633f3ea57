package org.rempart.connector.glpi;

import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;
import org.rempart.connector.http.HttpSettings;

/**
 * Settings of one GLPI.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param http where GLPI is; {@code /apirest.php} is added
 * @param appToken token of the API client
 * @param userToken remote access key of the account that tickets are opened as
 * @param entity GLPI's id of the entity that tickets belong to, or 0 for the account's own
 */
public record GlpiSettings(
    String id,
    boolean practice,
    HttpSettings http,
    SecretRef appToken,
    SecretRef userToken,
    int entity) {

  /** Reads and checks the options. */
  public static GlpiSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    GlpiSettings read =
        new GlpiSettings(
            settings.id(),
            settings.practice(),
            HttpSettings.read(options),
            options.secret("app-token"),
            options.secret("user-token"),
            options.count("entity", 0));
    options.check();
    return read;
  }
}
