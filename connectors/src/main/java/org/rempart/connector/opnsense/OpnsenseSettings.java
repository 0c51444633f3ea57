package org.rempart.connector.opnsense;

import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;
import org.rempart.connector.http.HttpSettings;

/**
 * Settings of one OPNsense firewall.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param http where its API is
 * @param key API key
 * @param secret API secret
 * @param alias the alias whose addresses a rule drops
 * @param cutStates whether open connections of a blocked IPv4 address are ended too, default yes
 */
public record OpnsenseSettings(
    String id,
    boolean practice,
    HttpSettings http,
    SecretRef key,
    SecretRef secret,
    String alias,
    boolean cutStates) {

  /** Reads and checks the options. */
  public static OpnsenseSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    String alias = options.text("alias");
    // What OPNsense itself takes as the name of an alias.
    if (!alias.isEmpty() && !alias.matches("[A-Za-z_][A-Za-z0-9_]{0,31}")) {
      options.fault("alias", "must be a word of up to 32 letters, digits and _");
    }
    OpnsenseSettings read =
        new OpnsenseSettings(
            settings.id(),
            settings.practice(),
            HttpSettings.read(options),
            options.secret("key"),
            options.secret("secret"),
            alias,
            options.flag("cut-states", true));
    options.check();
    return read;
  }
}
