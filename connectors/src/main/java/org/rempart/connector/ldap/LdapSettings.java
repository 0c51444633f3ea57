package org.rempart.connector.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;

/**
 * Settings of one directory.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param kind which server, as each has its own way to disable an account
 * @param host name or address; the server's certificate must be for it
 * @param port default 636 with TLS, else 389
 * @param security how the connection is kept private, default {@link Security#TLS}
 * @param user name that we bind as: a DN, or what Active Directory takes instead
 * @param password its password
 * @param base DN below which accounts and groups are looked for
 * @param accountAttribute attribute that holds an account's name
 * @param groupAttribute attribute that holds a group's name
 * @param policy DN of OpenLDAP's default password policy; empty for Active Directory
 * @param probeAccount account whose password we know, to try whether it can sign in; or empty
 * @param probePassword its password
 * @param timeout longest wait for one answer, default 10 s
 * @param caFile PEM file of a private certificate authority, or {@code null}
 */
public record LdapSettings(
    String id,
    boolean practice,
    Kind kind,
    String host,
    int port,
    Security security,
    String user,
    SecretRef password,
    String base,
    String accountAttribute,
    String groupAttribute,
    String policy,
    String probeAccount,
    Optional<SecretRef> probePassword,
    Duration timeout,
    @Nullable Path caFile) {

  /** Servers that differ in how an account is disabled. */
  public enum Kind {
    /** By {@code userAccountControl}; Samba AD too. */
    ACTIVE_DIRECTORY("sAMAccountName", "sAMAccountName"),
    /** By {@code pwdAccountLockedTime} of the overlay ppolicy. */
    OPENLDAP("uid", "cn");

    private final String account;
    private final String group;

    Kind(String account, String group) {
      this.account = account;
      this.group = group;
    }
  }

  /** Ways to keep a connection private. */
  public enum Security {
    /** From the first byte (LDAPS). */
    TLS,
    /** After a plain greeting (RFC 4511 section 4.14). */
    STARTTLS,
    /** Not at all; only to the loopback. */
    NONE
  }

  /** Reads and checks the options. */
  public static LdapSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    Kind kind = choice(options, "kind", "", Kind.ACTIVE_DIRECTORY);
    Security security = choice(options, "security", "tls", Security.TLS);
    String ca = options.text("ca-file", "");
    String policy = options.text("policy-dn", "");
    LdapSettings read =
        new LdapSettings(
            settings.id(),
            settings.practice(),
            kind,
            options.text("host"),
            options.port("port", security == Security.TLS ? 636 : 389),
            security,
            options.text("user"),
            options.secret("password"),
            options.text("base-dn"),
            options.text("account-attribute", kind.account),
            options.text("group-attribute", kind.group),
            policy,
            options.text("probe-account", ""),
            options.secretIfSet("probe-password"),
            options.duration("timeout", Duration.ofSeconds(10)),
            ca.isEmpty() ? null : Path.of(ca));
    read.checkTogether(options);
    options.check();
    return read;
  }

  private void checkTogether(Options options) {
    boolean local = host.matches("localhost|127\\.[0-9.]+|::1");
    if (security == Security.NONE && !local) {
      options.fault("security", "must be tls or starttls, as a password would travel in the clear");
    }
    if (kind == Kind.OPENLDAP && policy.isEmpty()) {
      options.fault("policy-dn", "is missing: without a lockout policy a locked account signs in");
    }
    if (!probeAccount.isEmpty() && probePassword.isEmpty()) {
      options.fault("probe-password", "is missing beside probe-account");
    }
    for (String attribute : new String[] {accountAttribute, groupAttribute}) {
      if (!attribute.matches("[A-Za-z][A-Za-z0-9-]*")) {
        options.fault("account-attribute", "and group-attribute must be names of attributes");
      }
    }
  }

  private static <T extends Enum<T>> T choice(
      Options options, String name, String fallback, T first) {
    String text = fallback.isEmpty() ? options.text(name) : options.text(name, fallback);
    for (T value : first.getDeclaringClass().getEnumConstants()) {
      if (text.equals(value.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
        return value;
      }
    }
    if (!text.isEmpty()) {
      options.fault(name, "must be one of " + names(first));
    }
    return first;
  }

  private static <T extends Enum<T>> String names(T one) {
    StringBuilder names = new StringBuilder();
    for (T value : one.getDeclaringClass().getEnumConstants()) {
      names.append(names.isEmpty() ? "" : ", ");
      names.append(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return names.toString();
  }
}
