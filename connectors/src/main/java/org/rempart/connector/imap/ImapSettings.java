package org.rempart.connector.imap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;
import org.rempart.connector.http.Tls;

/**
 * Settings of one IMAP server and the mailboxes on it.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param host name or address
 * @param port default 993 with TLS, else 143
 * @param tls {@code tls}, {@code starttls}, or {@code none} to the loopback alone
 * @param accounts whose mailboxes are searched; never empty
 * @param login how we sign in to an account's mailbox: {@code {account}} stands for it
 * @param password the password for that, one for all
 * @param quarantine account whose mailbox keeps what was taken away; no reader has it
 * @param timeout longest wait for one answer, default 10 s
 * @param caFile PEM file of a private certificate authority, or {@code null}
 */
public record ImapSettings(
    String id,
    boolean practice,
    String host,
    int port,
    String tls,
    List<String> accounts,
    String login,
    SecretRef password,
    String quarantine,
    Duration timeout,
    @Nullable Path caFile) {

  private static final String ACCOUNT = "{account}";

  /** Reads and checks the options. */
  public static ImapSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    String tls = options.text("security", "tls");
    String ca = options.text("ca-file", "");
    ImapSettings read =
        new ImapSettings(
            settings.id(),
            settings.practice(),
            options.text("host"),
            options.port("port", tls.equals("tls") ? 993 : 143),
            tls,
            options.words("accounts"),
            options.text("login", ACCOUNT),
            options.secret("password"),
            options.text("quarantine-account"),
            options.duration("timeout", Duration.ofSeconds(10)),
            ca.isEmpty() ? null : Path.of(ca));
    read.checkTogether(options);
    options.check();
    return read;
  }

  private void checkTogether(Options options) {
    boolean local = host.matches("localhost|127\\.[0-9.]+|::1");
    if (!tls.matches("tls|starttls|none") || (tls.equals("none") && !local)) {
      options.fault("security", "must be tls or starttls (none is for the loopback alone)");
    }
    if (accounts.isEmpty()) {
      options.fault("accounts", "is missing");
    }
    if (accounts.contains(quarantine)) {
      options.fault("quarantine-account", "must be none of accounts");
    }
    if (!login.contains(ACCOUNT)) {
      options.fault("login", "must contain " + ACCOUNT);
    }
  }

  String loginFor(String account) {
    return login.replace(ACCOUNT, account);
  }

  String place() {
    return host + ":" + port;
  }

  Properties session() {
    String millis = String.valueOf(timeout.toMillis());
    Properties p = new Properties();
    p.put("mail.imap.connectiontimeout", millis);
    p.put("mail.imap.timeout", millis);
    p.put("mail.imap.writetimeout", millis);
    p.put("mail.imap.ssl.checkserveridentity", "true");
    p.put("mail.imap.ssl.enable", String.valueOf(tls.equals("tls")));
    p.put("mail.imap.starttls.enable", String.valueOf(tls.equals("starttls")));
    p.put("mail.imap.starttls.required", String.valueOf(tls.equals("starttls")));
    // A message is passed on as it is, byte by byte, and never marked as read by that.
    p.put("mail.imap.peek", "true");
    if (caFile != null) {
      p.put("mail.imap.ssl.socketFactory", Tls.context(caFile, null).getSocketFactory());
    }
    return p;
  }
}
