package org.rempart.connector.unbound;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.shell.CommandHost;
import org.rempart.connector.shell.LocalHost;
import org.rempart.connector.shell.SshHost;
import org.rempart.connector.shell.SshSettings;

/**
 * Settings of one resolver.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param command unbound-control with its options, for example {@code unbound-control -c FILE}
 * @param prefix words before the command, for example {@code sudo -n}; default none
 * @param dnsHost where the resolver answers questions, as seen from here
 * @param dnsPort its port, default 53
 * @param timeout longest wait for one answer, default 5 s
 * @param ssh where to log in, or {@code null} for this host
 */
public record UnboundSettings(
    String id,
    boolean practice,
    List<String> command,
    List<String> prefix,
    String dnsHost,
    int dnsPort,
    Duration timeout,
    @Nullable SshSettings ssh) {

  /** Reads and checks the options. */
  public static UnboundSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    Duration timeout = options.duration("timeout", Duration.ofSeconds(5));
    List<String> command = options.words("command");
    UnboundSettings read =
        new UnboundSettings(
            settings.id(),
            settings.practice(),
            command.isEmpty() ? List.of("unbound-control") : command,
            options.words("prefix"),
            options.text("dns-host"),
            options.port("dns-port", 53),
            timeout,
            SshSettings.read(options, timeout));
    options.check();
    return read;
  }

  CommandHost host() {
    return ssh == null ? new LocalHost(prefix) : new SshHost(ssh, prefix);
  }
}
