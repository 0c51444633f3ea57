package org.rempart.connector.smtp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;

/**
 * Settings of one mail server.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param host name or address
 * @param port default 465 with TLS, 587 with STARTTLS, 25 without
 * @param security how the connection is kept private, default {@link Security#TLS}
 * @param user login name, or empty for none
 * @param password its password, where there is a user
 * @param from address that mails come from
 * @param timeout longest wait for one answer, default 10 s
 * @param caFile PEM file of a private certificate authority, or {@code null}
 */
public record SmtpSettings(
    String id,
    boolean practice,
    String host,
    int port,
    Security security,
    String user,
    Optional<SecretRef> password,
    String from,
    Duration timeout,
    @Nullable Path caFile) {

  /** Ways to keep a connection private. */
  public enum Security {
    /** From the first byte (RFC 8314). */
    TLS(465),
    /** After a plain greeting; a server that doesn't offer it gets no mail. */
    STARTTLS(587),
    /** Not at all; only without a login, or to the loopback. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }
  }

  /** Reads and checks the options. */
  public static SmtpSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    Security security = security(options);
    String ca = options.text("ca-file", "");
    SmtpSettings read =
        new SmtpSettings(
            settings.id(),
            settings.practice(),
            options.text("host"),
            options.port("port", security.port),
            security,
            options.text("user", ""),
            options.secretIfSet("password"),
            options.text("from"),
            options.duration("timeout", Duration.ofSeconds(10)),
            ca.isEmpty() ? null : Path.of(ca));
    read.checkLogin(options);
    options.check();
    return read;
  }

  private void checkLogin(Options options) {
    if (!user.isEmpty() && password.isEmpty()) {
      options.fault("password", "is missing beside user");
    }
    boolean local = host.matches("localhost|127\\.[0-9.]+|::1");
    if (!user.isEmpty() && security == Security.NONE && !local) {
      options.fault("security", "must be tls or starttls, as a password would travel in the clear");
    }
  }

  private static Security security(Options options) {
    String text = options.text("security", "tls");
    if (!text.matches("tls|starttls|none")) {
      options.fault("security", "must be tls, starttls or none");
      return Security.TLS;
    }
    return Security.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
