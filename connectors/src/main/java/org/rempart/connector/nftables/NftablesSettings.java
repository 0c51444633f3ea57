package org.rempart.connector.nftables;

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
 * Settings of one nftables firewall.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param nft the command, default {@code nft}
 * @param table our table of family inet, default {@code rempart}; nothing else should use it
 * @param prefix words before the command, for example {@code ip netns exec NAME}; default none
 * @param timeout longest wait for one answer, default 5 s
 * @param ssh where to log in, or {@code null} for this host
 */
public record NftablesSettings(
    String id,
    boolean practice,
    String nft,
    String table,
    List<String> prefix,
    Duration timeout,
    @Nullable SshSettings ssh) {

  /** Reads and checks the options; faults are told by {@link Options#check()}. */
  public static NftablesSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    Duration timeout = options.duration("timeout", Duration.ofSeconds(5));
    String table = options.text("table", "rempart");
    if (!table.matches("[A-Za-z_][A-Za-z0-9_]{0,30}")) {
      options.fault("table", "must be a word of letters, digits and _");
    }
    NftablesSettings read =
        new NftablesSettings(
            settings.id(),
            settings.practice(),
            options.text("nft", "nft"),
            table,
            options.words("prefix"),
            timeout,
            SshSettings.read(options, timeout));
    options.check();
    return read;
  }

  CommandHost host() {
    return ssh == null ? new LocalHost(prefix) : new SshHost(ssh, prefix);
  }
}
