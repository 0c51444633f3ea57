package org.rempart.connector.clamav;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.linux.FilePath;
import org.rempart.connector.shell.CommandHost;
import org.rempart.connector.shell.LocalHost;
import org.rempart.connector.shell.SshHost;
import org.rempart.connector.shell.SshSettings;

/**
 * Settings of one clamd.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param clamdHost where clamd listens, as seen from here, default 127.0.0.1
 * @param clamdPort its TCP port, default 3310
 * @param signatureFile our own file in clamd's database folder; its name ends in {@code .hsb}
 * @param hostName name of the host that clamd runs on, as targets call it; empty for not scanning
 * @param prefix words before every command, for example {@code sudo -n}; default none
 * @param timeout longest wait for one answer, default 20 s: a reload reads all signatures anew
 * @param ssh where to log in to write the file, or {@code null} for this host
 */
public record ClamavSettings(
    String id,
    boolean practice,
    String clamdHost,
    int clamdPort,
    String signatureFile,
    String hostName,
    List<String> prefix,
    Duration timeout,
    @Nullable SshSettings ssh) {

  /** Reads and checks the options. */
  public static ClamavSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    Duration timeout = options.duration("timeout", Duration.ofSeconds(20));
    String file = options.text("signature-file", "/var/lib/clamav/rempart.hsb");
    if (!FilePath.wellFormed(file) || !file.endsWith(".hsb")) {
      options.fault("signature-file", "must be an absolute path that ends in .hsb");
    }
    ClamavSettings read =
        new ClamavSettings(
            settings.id(),
            settings.practice(),
            options.text("clamd-host", "127.0.0.1"),
            options.port("clamd-port", 3310),
            file,
            options.text("host-name", ""),
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
