package org.rempart.connector.unbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Refusal;
import org.rempart.connector.shell.CommandHost;
import org.rempart.connector.shell.CommandResult;

/** A running Unbound, through its own control program. */
final class Resolver implements AutoCloseable {

  private final UnboundSettings settings;
  private final CommandHost host;

  Resolver(UnboundSettings settings) {
    this.settings = settings;
    this.host = settings.host();
  }

  /** The local zones of this name and below it, by name without the dot at its end, and type. */
  Map<String, String> zones(String domain) throws Refusal {
    return read("list_local_zones")
        .lines()
        .map(line -> line.strip().toLowerCase(Locale.ROOT).split("\\.?\\s+"))
        .filter(words -> words.length == 2)
        .filter(words -> words[0].equals(domain) || words[0].endsWith("." + domain))
        .collect(Collectors.toMap(words -> words[0], words -> words[1], (a, b) -> a, TreeMap::new));
  }

  /** First line of {@code status}, the version. */
  String version() throws Refusal {
    return read("status").lines().findFirst().orElse("");
  }

  /**
   * Changes the running resolver.
   *
   * @throws Refusal UNBOUND_REFUSED with what it said
   */
  void change(String... words) throws Refusal {
    checked(run(words));
  }

  String place() {
    return host.place();
  }

  @Override
  public void close() {
    host.close();
  }

  private String read(String... words) throws Refusal {
    try {
      return checked(run(words)).output();
    } catch (OutcomeUnknownException e) {
      throw new ProductUnavailableException(e.getMessage(), e);
    }
  }

  private CommandResult checked(CommandResult result) throws Refusal {
    String said = result.output() + result.error();
    if (result.ok()) {
      return result;
    }
    if (said.contains("Connection refused") || said.contains("is not running")) {
      throw new ProductUnavailableException("Unbound on " + place() + " is not running", null);
    }
    String code = said.contains("ermission denied") ? "NOT_PERMITTED" : "UNBOUND_REFUSED";
    throw new Refusal(code, "unbound-control on " + place() + " says: " + result.complaint());
  }

  private CommandResult run(String... words) {
    List<String> whole = new ArrayList<>(settings.command());
    whole.addAll(List.of(words));
    return host.run(whole, settings.timeout());
  }
}
