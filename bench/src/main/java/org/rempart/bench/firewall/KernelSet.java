package org.rempart.bench.firewall;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a set holds, as an nft of the bench's own reads it from the kernel. */
final class KernelSet {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KernelSet() {}

  /**
   * Reads the addresses of a set of family inet.
   *
   * @throws IOException when nft can't list it
   */
  static Set<String> read(String namespace, String table, String set) throws IOException {
    Process process =
        new ProcessBuilder(
                "ip", "netns", "exec", namespace, "nft", "-j", "list", "set", "inet", table, set)
            .start();
    String answer = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(new String(process.getErrorStream().readAllBytes()).strip());
    }
    Set<String> held = new HashSet<>();
    for (JsonNode item : JSON.readTree(answer).path("nftables")) {
      for (JsonNode element : item.path("set").path("elem")) {
        held.add(element.isString() ? element.asString() : value(element));
      }
    }
    return held;
  }

  private static String value(JsonNode element) {
    return element.path("elem").path("val").asString("");
  }
}
