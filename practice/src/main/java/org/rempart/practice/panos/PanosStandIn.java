package org.rempart.practice.panos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;

/**
 * Registered addresses of PAN-OS, with their traps: all is XML, an error has status 200,
 * registering what is registered, or taking away what is not there, is an error, and no more than
 * 500 are listed at once.
 */
public final class PanosStandIn implements StandIn {

  private static final String NAME = "panos";
  private static final Pattern ADDRESS = Pattern.compile("<entry ip='([^']+)'>|<ip>([^<]+)</ip>");
  private static final Pattern LIMIT = Pattern.compile("<limit>(\\d+)</limit>");
  private static final Pattern START = Pattern.compile("<start-point>(\\d+)</start-point>");
  private static final int MOST = 500;
  private static final Pattern MEMBER = Pattern.compile("<member[^>]*>([^<]+)</member>");

  private final Ledger ledger;
  private final Effects effects;

  /** Tags by address. */
  private final Map<String, TreeSet<String>> registered = new TreeMap<>();

  public PanosStandIn(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    if (!call.header("x-pan-key").equals(Credentials.PANOS.secret())) {
      return xml(
          403,
          "<response status='error' code='403'><result><msg>Invalid Credential</msg>"
              + "</result></response>");
    }
    String command = call.field("cmd");
    String vsys = call.field("vsys");
    if (!call.path().equals("/api/") || !List.of("", "vsys1").contains(vsys)) {
      return errorInside();
    }
    return switch (call.field("type")) {
      case "op" -> operated(command);
      case "user-id" -> changed(call, command);
      default -> errorInside();
    };
  }

  @Override
  public Reply errorInside() {
    return xml(
        200,
        "<response status='error' code='17'><msg><line>Invalid command</line></msg></response>");
  }

  @Override
  public synchronized Object state() {
    return Map.of("registered", registered, "operations", ledger.of(NAME));
  }

  @Override
  public boolean blockedByAdministrator(String address) {
    record("register", address, "rempart-blocked");
    return true;
  }

  private Reply operated(String command) {
    if (command.startsWith("<show><system>")) {
      return good(
          "<system><hostname>fw-pratique</hostname><sw-version>10.2.9</sw-version></system>");
    }
    if (command.startsWith("<show><object><registered-ip>")) {
      return good(
          listed(address(command), number(LIMIT, command, MOST), number(START, command, 1)));
    }
    if (command.startsWith("<clear><session>")) {
      ledger.append(NAME, "session-clear", command.replaceAll("<[^>]*>", ""), Map.of());
      return good("sessions cleared");
    }
    return errorInside();
  }

  private synchronized String listed(String wanted, int limit, int start) {
    List<String> rows =
        registered.entrySet().stream()
            .filter(e -> wanted.isEmpty() || wanted.equals(e.getKey()))
            .skip(start - 1)
            .limit(Math.min(limit, MOST))
            .map(e -> row(e.getKey(), e.getValue()))
            .toList();
    return String.join("", rows) + "<count>" + rows.size() + "</count>";
  }

  private static String row(String ip, Collection<String> tags) {
    return tags.stream()
        .map("<member>%s</member>"::formatted)
        .collect(
            Collectors.joining(
                "",
                "<entry ip='%s' from_agent='0' persistent='1'><tag>".formatted(ip),
                "</tag></entry>"));
  }

  private static int number(Pattern field, String command, int otherwise) {
    Matcher number = field.matcher(command);
    return number.find() ? Integer.parseInt(number.group(1)) : otherwise;
  }

  private Reply changed(Call call, String command) {
    boolean adds = command.contains("<register>");
    String ip = address(command);
    List<String> tags = new ArrayList<>();
    Matcher members = MEMBER.matcher(command);
    while (members.find()) {
      tags.add(members.group(1));
    }
    if (ip.isEmpty() || tags.isEmpty()) {
      return errorInside();
    }
    if (tags.stream().allMatch(tag -> adds == has(ip, tag))) {
      String said = adds ? "tag %s already exists, ignore" : "ip %s does not exist, ignore unreg";
      String message = said.formatted(adds ? tags.getFirst() : ip);
      return xml(
          200,
          "<response status='error'><msg><line><uid-response><payload><entry ip='%s' message='%s'/>"
                  .formatted(ip, message)
              + "</payload></uid-response></line></msg></response>");
    }
    String operation = adds ? "register" : "unregister";
    effects.after(call.effectAfter(), () -> record(operation, ip, String.join(" ", tags)));
    return good("<uid-response><version>2.0</version></uid-response>");
  }

  private synchronized boolean has(String ip, String tag) {
    return registered.getOrDefault(ip, new TreeSet<>()).contains(tag);
  }

  private synchronized void record(String operation, String ip, String tags) {
    apply(ledger.append(NAME, operation, ip, Map.of("tags", tags)));
  }

  private synchronized void apply(Entry entry) {
    List<String> tags = List.of(entry.detail("tags").split(" "));
    if (entry.operation().equals("register")) {
      registered.computeIfAbsent(entry.target(), ip -> new TreeSet<>()).addAll(tags);
    } else if (entry.operation().equals("unregister")) {
      TreeSet<String> left = registered.getOrDefault(entry.target(), new TreeSet<>());
      tags.forEach(left::remove);
      registered.values().removeIf(TreeSet::isEmpty);
    }
  }

  private static String address(String command) {
    Matcher address = ADDRESS.matcher(command);
    if (!address.find()) {
      return "";
    }
    return address.group(1) == null ? address.group(2) : address.group(1);
  }

  private static Reply good(String result) {
    return xml(200, "<response status='success'><result>" + result + "</result></response>");
  }

  private static Reply xml(int status, String body) {
    return new Reply(status, Map.of("Content-Type", "application/xml; charset=UTF-8"), body);
  }
}
