package org.rempart.connector;

import java.util.List;
import java.util.Map;

/** Orders for tests, and what one of them brings. */
public final class Orders {

  private Orders() {}

  public static Order block(String key, String address) {
    return order(key, Capability.BLOCK_ADDRESS, TargetKind.ADDRESS, address, Map.of());
  }

  public static Order isolate(String key, String host) {
    return order(key, Capability.ISOLATE_HOST, TargetKind.HOST, host, Map.of());
  }

  public static Order blockHash(String key, String sha256) {
    return order(key, Capability.BLOCK_HASH, TargetKind.FILE_HASH, sha256, Map.of());
  }

  public static Order blockNetwork(String key, String network) {
    return order(key, Capability.BLOCK_NETWORK, TargetKind.NETWORK, network, Map.of());
  }

  public static Order mail(String key, String to, String subject) {
    return order(
        key,
        Capability.SEND_MAIL,
        TargetKind.MAIL_ADDRESS,
        to,
        Map.of("subject", subject, "body", "Corps du message, avec accents : é à ç."));
  }

  public static Order ticket(Capability capability, String key, String incident) {
    return order(
        key,
        capability,
        TargetKind.INCIDENT,
        incident,
        Map.of("subject", "Rançongiciel au laboratoire", "body", "1 < 2 & plus"));
  }

  public static Order order(
      String key, Capability capability, TargetKind kind, String target, Map<String, String> more) {
    return new Order(key, capability, new Target(kind, target), null, more);
  }

  public static Outcome execute(Connector connector, Order order) {
    return connector.execute(List.of(order)).getFirst();
  }

  public static Proof.Result result(Connector connector, Order order) {
    return connector.verify(List.of(order)).getFirst().result();
  }

  public static Outcome revert(Connector connector, Order order, Outcome executed) {
    Map<String, String> before = ((Outcome.Done) executed).stateBefore();
    return connector.revert(List.of(new Reversal(order, before))).getFirst();
  }

  public static String code(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.code() : "done";
  }
}
