package org.rempart.connector.declared;

import static java.util.Map.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.feel.context.JavaFunction;
import org.camunda.feel.context.JavaFunctionProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValString;
import org.rempart.connector.IpAddress;
import org.rempart.connector.IpNetwork;
import org.rempart.connector.http.Basic;
import scala.jdk.javaapi.CollectionConverters;

/** What declarations can call beside FEEL's own functions; each answers null for what it can't. */
final class Functions extends JavaFunctionProvider {

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final Map<String, JavaFunction> ALL =
      Map.ofEntries(
          entry("is_blockable", text(t -> truth(IpAddress.blockable(t).isPresent()))),
          entry("is_ipv4", text(t -> truth(IpAddress.parse(t).filter(IpAddress::v4).isPresent()))),
          entry(
              "is_public",
              text(t -> truth(IpAddress.parse(t).filter(IpNetwork::isPublic).isPresent()))),
          entry("is_network", text(t -> truth(network(t).isPresent()))),
          entry("netmask", text(Functions::netmask)),
          entry("cidr", of(List.of("address", "mask"), a -> cidr(a.get(0), a.get(1)))),
          entry("has_address", of(List.of("list", "address"), a -> hasAddress(a.get(0), a.get(1)))),
          entry("has_network", of(List.of("list", "network"), a -> hasNetwork(a.get(0), a.get(1)))),
          entry("html", text(t -> new ValString(html(t)))),
          entry("base64", text(t -> new ValString(base64(t)))),
          entry("basic", of(List.of("user", "password"), a -> basic(a.get(0), a.get(1)))),
          entry("random_password", of(List.of(), a -> new ValString(randomPassword()))));

  @Override
  public Optional<JavaFunction> resolveFunction(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  @Override
  public Collection<String> getFunctionNames() {
    return ALL.keySet();
  }

  private static JavaFunction text(Function<String, Val> function) {
    return of(
        List.of("text"),
        a -> a.getFirst() instanceof ValString t ? function.apply(t.value()) : nothing());
  }

  private static JavaFunction of(List<String> names, Function<List<Val>, Val> function) {
    return new JavaFunction(names, function);
  }

  /** Whether an address is among texts that may be addresses, however each is written. */
  private static Val hasAddress(Val list, Val address) {
    if (!(list instanceof ValList items) || !(address instanceof ValString wanted)) {
      return nothing();
    }
    Optional<IpAddress> one = IpAddress.parse(wanted.value());
    boolean there =
        CollectionConverters.asJava(items.items()).stream()
            .anyMatch(
                item ->
                    item instanceof ValString text
                        && one.isPresent()
                        && IpAddress.parse(text.value()).equals(one));
    return truth(there);
  }

  /** A network in CIDR form that a firewall may block: not everybody, not this host, no group. */
  private static Optional<IpNetwork> network(String text) {
    return IpNetwork.parse(text)
        .filter(n -> text.contains("/") && n.bits() > 0)
        .filter(n -> IpAddress.blockable(n.base().toString()).isPresent());
  }

  /** Whether a network is among texts that may be networks, however each is written. */
  private static Val hasNetwork(Val list, Val network) {
    if (!(list instanceof ValList items) || !(network instanceof ValString wanted)) {
      return nothing();
    }
    Optional<IpNetwork> one = network(wanted.value());
    boolean there =
        CollectionConverters.asJava(items.items()).stream()
            .anyMatch(
                item ->
                    item instanceof ValString text
                        && one.isPresent()
                        && IpNetwork.parse(text.value()).equals(one));
    return truth(there);
  }

  /** The mask of an IPv4 network, for example 255.255.255.0. */
  private static Val netmask(String text) {
    return network(text)
        .filter(IpNetwork::v4)
        .<Val>map(n -> new ValString(dotted(-1 << (32 - n.bits()))))
        .orElseGet(Functions::nothing);
  }

  /** The CIDR form of the IPv4 network with this mask that has this address. */
  private static Val cidr(Val address, Val mask) {
    Optional<Integer> ones = bits(mask).filter(m -> (~m & (~m + 1)) == 0);
    return bits(address)
        .flatMap(a -> ones.map(m -> dotted(a & m) + "/" + Integer.bitCount(m)))
        .<Val>map(ValString::new)
        .orElseGet(Functions::nothing);
  }

  private static Optional<Integer> bits(Val address) {
    return address instanceof ValString text
        ? IpAddress.parse(text.value())
            .filter(IpAddress::v4)
            .map(a -> ByteBuffer.wrap(a.value().getAddress()).getInt())
        : Optional.empty();
  }

  private static String dotted(int bits) {
    return "%d.%d.%d.%d".formatted(bits >>> 24, bits >> 16 & 255, bits >> 8 & 255, bits & 255);
  }

  private static Val basic(Val user, Val password) {
    return user instanceof ValString u && password instanceof ValString p
        ? new ValString(Basic.of(u.value(), p.value()))
        : nothing();
  }

  private static String html(String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return safe.replace("\n", "<br>");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 160 bits, with the kinds of characters that password rules ask for. */
  private static String randomPassword() {
    byte[] bytes = new byte[20];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "!aA1";
  }

  private static Val truth(boolean value) {
    return new ValBoolean(value);
  }

  private static Val nothing() {
    return ValNull$.MODULE$;
  }
}
