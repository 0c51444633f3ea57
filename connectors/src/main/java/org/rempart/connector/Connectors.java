package org.rempart.connector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.clamav.ClamavConnector;
import org.rempart.connector.clamav.ClamavSettings;
import org.rempart.connector.declared.Declarations;
import org.rempart.connector.imap.ImapConnector;
import org.rempart.connector.imap.ImapSettings;
import org.rempart.connector.ldap.LdapConnector;
import org.rempart.connector.ldap.LdapSettings;
import org.rempart.connector.linux.LinuxConnector;
import org.rempart.connector.linux.LinuxSettings;
import org.rempart.connector.nftables.NftablesConnector;
import org.rempart.connector.nftables.NftablesSettings;
import org.rempart.connector.probe.ProbeSettings;
import org.rempart.connector.requesttracker.RequestTrackerConnector;
import org.rempart.connector.requesttracker.RequestTrackerSettings;
import org.rempart.connector.smtp.SmtpConnector;
import org.rempart.connector.smtp.SmtpSettings;
import org.rempart.connector.unbound.UnboundConnector;
import org.rempart.connector.unbound.UnboundSettings;
import org.rempart.connector.wazuh.WazuhConnector;
import org.rempart.connector.wazuh.WazuhSettings;

/**
 * Builds connectors from settings: the products that need Java, and those that are declared.
 * Nothing is contacted: see {@link Connector#health()}.
 */
public final class Connectors {

  private static final Map<String, Function<ConnectorSettings, Connector>> JAVA =
      Map.ofEntries(
          entry("clamav", s -> new ClamavConnector(ClamavSettings.read(s))),
          entry("imap", s -> new ImapConnector(ImapSettings.read(s))),
          entry("ldap", s -> new LdapConnector(LdapSettings.read(s))),
          entry("linux", s -> new LinuxConnector(LinuxSettings.read(s))),
          entry("nftables", s -> new NftablesConnector(NftablesSettings.read(s))),
          entry("requesttracker", s -> new RequestTrackerConnector(RequestTrackerSettings.read(s))),
          entry("smtp", s -> new SmtpConnector(SmtpSettings.read(s))),
          entry("unbound", s -> new UnboundConnector(UnboundSettings.read(s))),
          entry("wazuh", s -> new WazuhConnector(WazuhSettings.read(s))));

  private final Declarations declared;

  private Connectors(Declarations declared) {
    this.declared = declared;
  }

  /** The products that come with Rempart. */
  public static Connectors builtIn() {
    return new Connectors(Declarations.packed());
  }

  /**
   * Those and the declarations of a folder. What is wrong with the folder is told with the faults
   * of the settings by {@link #createAll}.
   */
  public static Connectors with(Path folder) {
    return new Connectors(Declarations.with(folder, JAVA.keySet()));
  }

  /** The products that can be named as {@link ConnectorSettings#type()}. */
  public Set<String> types() {
    Set<String> types = new TreeSet<>(JAVA.keySet());
    types.addAll(declared.types());
    return types;
  }

  /**
   * Builds one connector.
   *
   * @throws SettingsException with every fault of these settings
   */
  public Connector create(ConnectorSettings settings) {
    List<String> faults = new ArrayList<>();
    if (settings.id() == null || !settings.id().matches("[a-z0-9][a-z0-9-]{0,62}")) {
      faults.add("rempart.connectors[" + settings.id() + "].id must be lower-case words with -");
    }
    String type = String.valueOf(settings.type());
    if (!types().contains(type)) {
      faults.add("rempart.connectors[" + settings.id() + "].type must be one of " + types());
      throw new SettingsException(faults);
    }
    return made(JAVA.getOrDefault(type, declared::create), settings, faults);
  }

  /**
   * Builds all connectors of an installation, or none.
   *
   * @throws SettingsException with every fault of all settings and of the folder of declarations
   */
  public List<Connector> createAll(List<ConnectorSettings> all) {
    List<String> faults = new ArrayList<>(declared.faults());
    List<Connector> made = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ConnectorSettings settings : all) {
      if (!ids.add(settings.id())) {
        faults.add("rempart.connectors[" + settings.id() + "].id is given twice");
      }
      try {
        made.add(create(settings));
      } catch (SettingsException e) {
        faults.addAll(e.faults());
      }
    }
    if (!faults.isEmpty()) {
      made.forEach(Connector::close);
      throw new SettingsException(faults);
    }
    return made;
  }

  private static Map.Entry<String, Function<ConnectorSettings, Connector>> entry(
      String type, Function<ConnectorSettings, Connector> maker) {
    return Map.entry(type, maker);
  }

  /** Reads both, so that the faults of neither hide the other's. */
  private static Connector made(
      Function<ConnectorSettings, Connector> maker,
      ConnectorSettings settings,
      List<String> faults) {
    ProbeSettings probe = tried(() -> ProbeSettings.read(settings), faults);
    Connector product = tried(() -> maker.apply(ProbeSettings.without(settings)), faults);
    if (product != null && faults.isEmpty()) {
      return probe == null ? product : probe.around(product);
    }
    if (product != null) {
      product.close();
    }
    throw new SettingsException(faults);
  }

  private static <T> @Nullable T tried(Supplier<@Nullable T> reading, List<String> faults) {
    try {
      return reading.get();
    } catch (SettingsException e) {
      faults.addAll(e.faults());
      return null;
    }
  }
}
