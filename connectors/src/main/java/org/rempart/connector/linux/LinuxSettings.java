package org.rempart.connector.linux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.IpNetwork;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;
import org.rempart.connector.shell.SshHost;
import org.rempart.connector.shell.SshSettings;

/**
 * Settings of a group of Linux hosts that share an account and a key.
 *
 * @param id name of the instance
 * @param practice whether they are part of the practice estate
 * @param hosts who belongs to the group; never empty
 * @param user account there
 * @param key its private key
 * @param prefix words before every command, for example {@code sudo -n}; default none
 * @param managers networks that reach an isolated host's SSH besides the address that Rempart comes
 *     from
 * @param stateFolder where we keep our notes and quarantined files at a host
 * @param evidenceFolder where collected files are put on this machine, or {@code null} to collect
 *     none
 * @param collectLimit largest file to collect, in bytes
 * @param probePort TCP port of an isolated host that is tried from here; it should be closed there
 * @param timeout longest wait for one answer
 */
public record LinuxSettings(
    String id,
    boolean practice,
    List<ManagedHost> hosts,
    String user,
    SecretRef key,
    List<String> prefix,
    List<IpNetwork> managers,
    String stateFolder,
    @Nullable Path evidenceFolder,
    int collectLimit,
    int probePort,
    Duration timeout) {

  private static final int MIB = 1024 * 1024;

  /** Reads and checks the options. */
  public static LinuxSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    String evidence = options.text("evidence-folder", "");
    String state = options.text("state-folder", "/var/lib/rempart");
    if (!FilePath.wellFormed(state)) {
      options.fault("state-folder", "must be an absolute path");
    }
    LinuxSettings read =
        new LinuxSettings(
            settings.id(),
            settings.practice(),
            hosts(options),
            options.text("ssh-user"),
            options.secret("ssh-key"),
            options.words("prefix"),
            managers(options),
            state,
            evidence.isEmpty() ? null : Path.of(evidence),
            options.count("collect-limit-mib", 32) * MIB,
            options.port("probe-port", 9),
            options.duration("timeout", Duration.ofSeconds(10)));
    options.check();
    return read;
  }

  /** A connection that runs commands with the rights that our deeds need. */
  SshHost connection(ManagedHost host) {
    return new SshHost(ssh(host), prefix);
  }

  /** A connection as the account itself, without the prefix. */
  SshHost plainConnection(ManagedHost host) {
    return new SshHost(ssh(host), List.of());
  }

  private SshSettings ssh(ManagedHost host) {
    return new SshSettings(host.address(), host.port(), user, key, host.hostKey(), timeout);
  }

  private static List<ManagedHost> hosts(Options options) {
    List<ManagedHost> hosts = new ArrayList<>();
    List<String> words = options.words("hosts");
    if (words.isEmpty()) {
      options.fault("hosts", "is missing");
    }
    for (String word : words) {
      ManagedHost.parse(word)
          .ifPresentOrElse(
              hosts::add,
              () -> options.fault("hosts", "must hold NAME=ADDRESS[:PORT],SHA256:… , not " + word));
    }
    return hosts;
  }

  private static List<IpNetwork> managers(Options options) {
    List<IpNetwork> managers = new ArrayList<>();
    for (String word : options.words("managers")) {
      IpNetwork.parse(word)
          .ifPresentOrElse(
              managers::add,
              () -> options.fault("managers", "must hold addresses or networks, not " + word));
    }
    return managers;
  }
}
