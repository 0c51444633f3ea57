package org.rempart.connector.shell;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;

/**
 * How to log in to another host.
 *
 * @param host name or address
 * @param port default 22
 * @param user account there
 * @param key private key in OpenSSH or PEM form, without a passphrase
 * @param hostKey fingerprint of the host's key as {@code ssh-keygen -lf} prints it, {@code
 *     SHA256:…}; a host with another key is not talked to
 * @param timeout longest wait for connection and login
 */
public record SshSettings(
    String host, int port, String user, SecretRef key, String hostKey, Duration timeout) {

  /** Reads the options {@code ssh-*}, or answers {@code null} when there is no {@code ssh-host}. */
  public static @Nullable SshSettings read(Options options, Duration timeout) {
    return read(options, "", timeout);
  }

  /** Reads them below a prefix of their names. */
  public static @Nullable SshSettings read(Options options, String prefix, Duration timeout) {
    String host = options.text(prefix + "ssh-host", "");
    if (host.isEmpty()) {
      return null;
    }
    String hostKey = options.text(prefix + "ssh-host-key");
    if (!hostKey.startsWith("SHA256:")) {
      options.fault(prefix + "ssh-host-key", "must be a fingerprint such as SHA256:…");
    }
    return new SshSettings(
        host,
        options.port(prefix + "ssh-port", 22),
        options.text(prefix + "ssh-user"),
        options.secret(prefix + "ssh-key"),
        hostKey,
        timeout);
  }
}
