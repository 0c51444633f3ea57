package org.rempart.connector.probe;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.shell.SshHost;
import org.rempart.connector.shell.SshSettings;

/**
 * How a connector's word is tried out, from the options {@code network-probe-*} that every type
 * takes.
 *
 * @param ports TCP ports that are tried
 * @param patience how long silence has to last
 * @param vantage a host behind the firewall, to try blocked addresses from; {@code null} for none,
 *     then only isolated hosts are tried, from here
 */
public record ProbeSettings(List<Integer> ports, Duration patience, @Nullable SshSettings vantage) {

  private static final String PREFIX = "network-probe-";

  /** The settings without these options, for the product's own reading. */
  public static ConnectorSettings without(ConnectorSettings settings) {
    Map<String, String> others = new HashMap<>(settings.options());
    others.keySet().removeIf(name -> name.startsWith(PREFIX));
    return with(settings, others);
  }

  /**
   * Reads them; {@code null} when none is given.
   *
   * @throws org.rempart.connector.SettingsException with every fault
   */
  public static @Nullable ProbeSettings read(ConnectorSettings settings) {
    Map<String, String> own = new HashMap<>(settings.options());
    own.keySet().removeIf(name -> !name.startsWith(PREFIX));
    if (own.isEmpty()) {
      return null;
    }
    Options options = new Options(with(settings, own));
    List<Integer> ports =
        options.words(PREFIX + "ports").stream().map(word -> port(options, word)).toList();
    if (ports.isEmpty()) {
      options.fault(PREFIX + "ports", "must name one port or several, separated by blanks");
    }
    Duration patience = options.duration(PREFIX + "patience", Duration.ofMillis(1500));
    SshSettings vantage = SshSettings.read(options, PREFIX, Duration.ofSeconds(20));
    options.check();
    return new ProbeSettings(ports, patience, vantage);
  }

  /** A connector whose word is tried out by these settings. */
  public Connector around(Connector product) {
    Probe here = new TcpProbe(patience);
    if (vantage == null) {
      return new ProbedConnector(product, Map.of(Capability.ISOLATE_HOST, here), ports, () -> {});
    }
    HostProbe inside = new HostProbe(new SshHost(vantage, List.of()), patience);
    return new ProbedConnector(
        product,
        Map.of(Capability.ISOLATE_HOST, here, Capability.BLOCK_ADDRESS, inside),
        ports,
        inside);
  }

  private static int port(Options options, String word) {
    if (word.matches("\\d{1,5}")
        && Integer.parseInt(word) >= 1
        && Integer.parseInt(word) < 65_536) {
      return Integer.parseInt(word);
    }
    options.fault(PREFIX + "ports", "must be ports from 1 to 65535");
    return 1;
  }

  private static ConnectorSettings with(ConnectorSettings settings, Map<String, String> options) {
    return new ConnectorSettings(
        settings.id(), settings.type(), settings.practice(), settings.sites(), options);
  }
}
