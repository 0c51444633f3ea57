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

/**
 * Our table at one firewall. Written through one nft, read back through others: what proves a block
 * shares neither process nor netlink socket with what made it, only the kernel.
 */
final class BlockTable implements AutoCloseable {

  /** Up to here, asking for each element is cheaper than listing a set of unknown size. */
  private static final int FEW = 8;

  private final NftablesSettings settings;
  private final CommandHost host;
  private final NftSession writer;
  private final NftSession reader;

  /** Lists the rules without the elements, of which there may be many. */
  private final NftSession rules;

  BlockTable(NftablesSettings settings) {
    this.settings = settings;
    this.host = settings.host();
    this.writer = session();
    this.reader = session();
    this.rules = session("-j", "-t");
  }

  private NftSession session(String... options) {
    List<String> command = new ArrayList<>(List.of(settings.nft(), "-i"));
    command.addAll(List.of(options));
    return new NftSession(host, command, settings.timeout());
  }

  /**
   * Which of the addresses are in the sets, by the nft that writes; a table that isn't there holds
   * none.
   *
   * @throws ProductUnavailableException when nft gives no answer: nothing was changed
   */
  Map<IpAddress, Element> read(Collection<IpAddress> addresses) throws NftComplaint {
    return read(writer, addresses);
  }

  /** The same by an nft that never writes. */
  Map<IpAddress, Element> readBack(Collection<IpAddress> addresses) throws NftComplaint {
    return read(reader, addresses);
  }

  /** Everything in the sets, by an nft that never writes. */
  List<Element> all() throws NftComplaint {
    List<Element> found = new ArrayList<>();
    for (String set : List.of("blocked4", "blocked6")) {
      found.addAll(Element.read(asked(reader, list(set))));
    }
    return found;
  }

  private Map<IpAddress, Element> read(NftSession session, Collection<IpAddress> addresses)
      throws NftComplaint {
    List<String> questions =
        addresses.size() <= FEW
            ? addresses.stream().map(a -> "get element " + place(a) + " { " + a + " }").toList()
            : List.of(list("blocked4"), list("blocked6"));
    List<Element> found = new ArrayList<>();
    for (String question : questions) {
      found.addAll(Element.read(asked(session, question)));
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
    String answer = writer.ask(String.join("; ", commands));
    if (NftComplaint.in(answer)) {
      throw new NftComplaint(answer);
    }
  }

  /** Makes the table, or makes it whole again; leaves a whole one alone. */
  void prepare() throws NftComplaint {
    if (!complete()) {
      say(Ruleset.skeleton(settings.table()).lines().toList());
    }
  }

  /**
   * Whether the table is there and every hook drops by its sets.
   *
   * @throws ProductUnavailableException when nft gives no answer
   */
  boolean complete() throws NftComplaint {
    String answer = asked(rules, "list table inet " + settings.table());
    return answer.startsWith("{") && Ruleset.parse(answer).complete();
  }

  /** Runs an nft of its own. */
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
    List.of(writer, reader, rules).forEach(NftSession::close);
    host.close();
  }

  private String list(String set) {
    return "list set inet " + settings.table() + " " + set;
  }

  /** The answer, or what nft says when there is nothing. */
  private static String asked(NftSession session, String question) throws NftComplaint {
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
