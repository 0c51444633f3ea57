package org.rempart.connector.declared;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.SettingsException;

/** The declared products: those that come with Rempart, and those of a folder. */
public final class Declarations {

  /** Types that come with Rempart, one file each beside this class. */
  private static final Set<String> PACKED =
      Set.of(
          "abuseipdb",
          "crowdsec",
          "defender",
          "falcon",
          "fortigate",
          "glpi",
          "harfanglab",
          "jira",
          "keycloak",
          "misp",
          "opnsense",
          "panos",
          "pfsense",
          "sentinelone",
          "servicenow",
          "slack",
          "virustotal");

  /** Read when first used: a house has few of them. */
  private static final Map<String, Declaration> READ = new ConcurrentHashMap<>();

  private final Map<String, Declaration> own;
  private final List<String> faults;

  private Declarations(Map<String, Declaration> own, List<String> faults) {
    this.own = own;
    this.faults = List.copyOf(faults);
  }

  /** Those that come with Rempart. */
  public static Declarations packed() {
    return new Declarations(Map.of(), List.of());
  }

  /**
   * Those and the ones of a folder, each {@code *.yaml} in it. What is wrong with them is told by
   * {@link #faults()}.
   *
   * @param taken types that are no declarations and keep their names
   */
  public static Declarations with(Path folder, Set<String> taken) {
    Map<String, Declaration> own = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    for (Path file : files(folder, faults)) {
      try {
        Declaration read = DeclarationReader.read(file.toString(), Files.readString(file));
        boolean builtIn = taken.contains(read.type()) || PACKED.contains(read.type());
        if (builtIn || own.putIfAbsent(read.type(), read) != null) {
          String whose = builtIn ? "comes with Rempart" : "is in another file of this folder";
          faults.add(file + ": type " + read.type() + " " + whose + "; give it another name");
        }
      } catch (SettingsException e) {
        faults.addAll(e.faults());
      } catch (IOException e) {
        faults.add(file + ": can't be read");
      }
    }
    return new Declarations(own, faults);
  }

  /** The declaration of a type that comes with Rempart. */
  static Optional<Declaration> packed(String type) {
    return PACKED.contains(type)
        ? Optional.of(READ.computeIfAbsent(type, Declarations::read))
        : Optional.empty();
  }

  /** What is wrong with the folder and its files, one sentence each. */
  public List<String> faults() {
    return faults;
  }

  /** The types that can be used. */
  public Set<String> types() {
    Set<String> types = new TreeSet<>(PACKED);
    types.addAll(own.keySet());
    return types;
  }

  /**
   * Builds a connector of one of the types.
   *
   * @throws SettingsException with every fault of the settings
   */
  public Connector create(ConnectorSettings settings) {
    Declaration declaration =
        Optional.ofNullable(own.get(settings.type()))
            .or(() -> packed(settings.type()))
            .orElseThrow(() -> new IllegalArgumentException("no type " + settings.type()));
    DeclaredSettings read = DeclaredSettings.read(declaration, settings);
    return new DeclaredConnector(declaration, read, (step, method, path, status, took) -> {});
  }

  private static Declaration read(String type) {
    try (InputStream file = Declarations.class.getResourceAsStream(type + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException("there is no declaration of " + type);
      }
      String yaml = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return DeclarationReader.read(type + ".yaml", yaml);
    } catch (IOException e) {
      throw new IllegalStateException("the declaration of " + type + " can't be read", e);
    }
  }

  private static List<Path> files(Path folder, List<String> faults) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
      found.forEach(files::add);
    } catch (IOException e) {
      faults.add("rempart.connector-declarations: " + folder + " is no folder that can be read");
    }
    return files.stream().sorted().toList();
  }
}
