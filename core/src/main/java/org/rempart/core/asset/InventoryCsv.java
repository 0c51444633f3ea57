package org.rempart.core.asset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rempart.connector.IpAddress;
import org.rempart.core.asset.Asset.Criticality;
import org.rempart.core.asset.InventoryFaultsException.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Reads an inventory from CSV with a header line: {@code host} is needed, {@code site}, {@code
 * addresses} (several with blanks or semicolons), {@code owner}, {@code kind}, {@code criticality},
 * {@code clinical}, {@code dependents}, {@code downtime} and {@code external_id} may be there.
 * Comma or semicolon between fields, UTF-8.
 */
final class InventoryCsv {

  private static final Set<String> COLUMNS =
      Set.of(
          "site",
          "host",
          "addresses",
          "owner",
          "kind",
          "criticality",
          "clinical",
          "dependents",
          "downtime",
          "external_id");
  private static final Map<String, Boolean> YES_NO =
      Map.of(
          "", false, "false", false, "no", false, "non", false, "0", false, "true", true, "yes",
          true, "oui", true, "1", true);
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvReadFeature.TRIM_SPACES, CsvReadFeature.SKIP_EMPTY_LINES)
          .build();

  private final Set<String> sites;
  private final String defaultSite;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, Long> seen = new HashMap<>();

  private InventoryCsv(Set<String> sites, String defaultSite) {
    this.sites = sites;
    this.defaultSite = defaultSite;
  }

  /**
   * Reads every asset.
   *
   * @param sites the sites there are
   * @param defaultSite the site of lines that name none
   * @throws InventoryFaultsException with every fault of the file
   */
  static List<Asset> read(String text, Set<String> sites, String defaultSite) {
    InventoryCsv inventory = new InventoryCsv(sites, defaultSite);
    List<Asset> assets = inventory.assets(text.startsWith("\uFEFF") ? text.substring(1) : text);
    if (!inventory.faults.isEmpty()) {
      throw new InventoryFaultsException(inventory.faults);
    }
    return assets;
  }

  private List<Asset> assets(String text) {
    List<Asset> assets = new ArrayList<>();
    String header = text.lines().findFirst().orElse("");
    if (!headerFits(header)) {
      return assets;
    }
    CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(separator(header));
    try (MappingIterator<Map<String, String>> lines =
        CSV.readerForMapOf(String.class).with(schema).readValues(text)) {
      while (lines.hasNextValue()) {
        Map<String, String> fields = lines.nextValue();
        asset(lines.currentLocation().getLineNr() - 1L, lowered(fields), assets);
      }
    } catch (JacksonException e) {
      fault(
          e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
          "line",
          e.getOriginalMessage());
    }
    return assets;
  }

  private boolean headerFits(String header) {
    Set<String> names =
        Arrays.stream(header.split(String.valueOf(separator(header))))
            .map(name -> name.strip().replace("\"", "").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    if (!names.contains("host")) {
      fault(1, "host", "the header must name this column");
    }
    names.stream()
        .filter(name -> !COLUMNS.contains(name))
        .sorted()
        .forEach(name -> fault(1, name, "is no column; there are " + sorted(COLUMNS)));
    return faults.isEmpty();
  }

  private void asset(long line, Map<String, String> fields, List<Asset> assets) {
    int before = faults.size();
    String site = value(fields, "site", defaultSite);
    String host = value(fields, "host", "").toLowerCase(Locale.ROOT);
    if (host.isEmpty()) {
      fault(line, "host", "must not be empty");
    }
    if (!sites.contains(site)) {
      fault(line, "site", "\"" + site + "\" is no site; there are " + sorted(sites));
    }
    Long twice = seen.putIfAbsent(site + " " + host, line);
    if (twice != null && !host.isEmpty()) {
      fault(line, "host", "\"" + host + "\" stands in line " + twice + " already");
    }
    List<String> addresses = addresses(line, value(fields, "addresses", ""));
    Criticality criticality = criticality(line, value(fields, "criticality", "MEDIUM"));
    boolean clinical = clinical(line, value(fields, "clinical", ""));
    if (faults.size() == before) {
      String externalId = value(fields, "external_id", "");
      assets.add(
          new Asset(
              site,
              host,
              addresses,
              value(fields, "owner", ""),
              value(fields, "kind", "server"),
              criticality,
              clinical,
              value(fields, "dependents", ""),
              value(fields, "downtime", ""),
              externalId.isEmpty() ? null : externalId));
    }
  }

  private List<String> addresses(long line, String text) {
    List<String> addresses = new ArrayList<>();
    for (String one : text.split("[\\s;|]+")) {
      if (!one.isEmpty()) {
        IpAddress.parse(one)
            .map(IpAddress::toString)
            .ifPresentOrElse(
                addresses::add, () -> fault(line, "addresses", "\"" + one + "\" is no IP address"));
      }
    }
    return addresses;
  }

  private Criticality criticality(long line, String text) {
    try {
      return Criticality.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      fault(line, "criticality", "\"" + text + "\" must be LOW, MEDIUM, HIGH or CRITICAL");
      return Criticality.MEDIUM;
    }
  }

  private boolean clinical(long line, String text) {
    Boolean answer = YES_NO.get(text.toLowerCase(Locale.ROOT));
    if (answer == null) {
      fault(line, "clinical", "\"" + text + "\" must be true or false");
      return true;
    }
    return answer;
  }

  private void fault(long line, String field, String message) {
    faults.add(new Fault(line, field, message));
  }

  private static char separator(String header) {
    return header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
  }

  private static Map<String, String> lowered(Map<String, String> fields) {
    Map<String, String> lowered = new HashMap<>();
    fields.forEach((name, value) -> lowered.put(name.strip().toLowerCase(Locale.ROOT), value));
    return lowered;
  }

  private static String value(Map<String, String> fields, String name, String otherwise) {
    String value = fields.getOrDefault(name, "");
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
