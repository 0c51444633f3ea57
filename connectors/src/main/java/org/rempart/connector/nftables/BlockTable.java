package org.rempart.connector.nftables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rempart.connector.IpAddress;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.shell.CommandHost;
import org.rempart.connector.shell.CommandResult;

/** Our table at one firewall: read and written through the session, proved by a process apart. */
final class BlockTable implements AutoCloseable {

  /** Up to here, asking for each element is cheaper than listing a set of unknown size. */
  private static final int FEW = 8;

  private final NftablesSettings settings;
  private final CommandHost host;
  private final NftSession session;

  BlockTable(NftablesSettings settings) {
    this.settings = settings;
    this.host = settings.host();
    this.session = new NftSession(host, settings.nft(), settings.timeout());
  }

  /**
   * Which of the addresses are in the sets; a table that isn't there holds none.
   *
   * @throws ProductUnavailableException when nft gives no answer: nothing was changed
   */
  Map<IpAddress, Element> read(Collection<IpAddress> addresses) throws NftComplaint {
    List<String> questions =
        addresses.size() <= FEW
            ? addresses.stream().map(a -> "get element " + place(a) + " { " + a + " }").toList()
            : List.of(list("blocked4"), list("blocked6"));
    List<Element> found = new ArrayList<>();
    for (String question : questions) {
      found.addAll(Element.read(asked(question)));
    }
    return found.stream()
        .filter(e -> addresses.contains(e.address()))
        .collect(Collectors.toMap(Element::address, Function.identity(), (a, b) -> a));
  }

  /**
   * Makes changes that take effect together or not at all.
   *
   * @throws NftComplaint when nft refused
   * @throws OutcomeUnknownException when it gave no answer
   */
  void write(Changes changes) throws NftComplaint {
    if (!changes.isEmpty()) {
      say(changes.commands());
    }
  }

  private void say(List<String> commands) throws NftComplaint {
    String answer = session.ask(String.join("; ", commands));
    if (NftComplaint.in(answer)) {
      throw new NftComplaint(answer);
    }
  }

  /** Makes the table, or makes it whole again; leaves a whole one alone. */
  void prepare() throws NftComplaint {
    CommandResult listed = listTable();
    if (!listed.ok() || !Ruleset.parse(listed.output()).complete()) {
      say(Ruleset.skeleton(settings.table()).lines().toList());
    }
  }

  /**
   * Reads the whole table by a process of its own.
   *
   * @throws ProductUnavailableException when it can't be read in time
   */
  CommandResult listTable() {
    try {
      return run("-j", "list", "table", "inet", settings.table());
    } catch (OutcomeUnknownException e) {
      throw new ProductUnavailableException(e.getMessage(), e);
    }
  }

  /** Runs nft apart from the session. */
  CommandResult run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(settings.nft()));
    command.addAll(List.of(arguments));
    return host.run(command, settings.timeout());
  }

  /** Table and set of an address, as commands name it. */
  String place(IpAddress address) {
    return "inet " + settings.table() + " " + Ruleset.setOf(address);
  }

  /** Where the firewall is, for messages. */
  String host() {
    return host.place();
  }

  @Override
  public void close() {
    session.close();
    host.close();
  }

  private String list(String set) {
    return "list set inet " + settings.table() + " " + set;
  }

  private String asked(String question) throws NftComplaint {
    try {
      String answer = session.ask(question);
      if (NftComplaint.in(answer) && !new NftComplaint(answer).nothingThere()) {
        throw new NftComplaint(answer);
      }
      return answer;
    } catch (OutcomeUnknownException e) {
      throw new ProductUnavailableException(e.getMessage(), e);
    }
  }
}
