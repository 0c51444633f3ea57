package org.rempart.bench.stack;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Alerts as Suricata writes them: a brute force, each by an attacker of its own. On a host of its
 * own each is an incident; on one host all are one.
 */
public final class BenchAlert {

  private BenchAlert() {}

  /**
   * The nth attacker: an address of the range for benchmarks (RFC 2544), which no network routes.
   */
  public static String attacker(int n) {
    return "198.%d.%d.%d".formatted(18 + (n >> 16 & 1), n >> 8 & 255, n & 255);
  }

  /** One EVE line, now. */
  public static byte[] eve(String attacker) {
    return eve(attacker, victim(attacker));
  }

  /** One EVE line, now, about an attack on this host. */
  public static byte[] eve(String attacker, String victim) {
    String line =
        """
        {"timestamp":"%s","flow_id":%d,"event_type":"alert","src_ip":"%s","src_port":40000,"dest_ip":"%s","dest_port":22,\
        "proto":"TCP","app_proto":"ssh","alert":{"action":"allowed","gid":1,"signature_id":1000006,"rev":1,\
        "signature":"BRUTEFORCE SSH repeated login attempts","category":"Attempted Administrator Privilege Gain","severity":1,\
        "metadata":{"mitre_technique_id":["T1110"],"mitre_tactic_id":["TA0006"]}}}\
        """
            .formatted(Instant.now(), attacker.hashCode() & 0xffffffffL, attacker, victim);
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static String victim(String attacker) {
    return attacker.replaceFirst("^198", "10");
  }
}
