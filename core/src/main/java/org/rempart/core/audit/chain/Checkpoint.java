package org.rempart.core.audit.chain;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A signed sentence: at this time, the chain of this installation had this hash at this entry.
 * Signed is the canonical JSON (RFC 8785) of all but the signature, with the format's name.
 *
 * @param installation id of the installation
 * @param sequence number of the entry
 * @param hash its hash, hex
 * @param time when it was signed, by the database's clock
 * @param keyId which key signed, see {@link SigningKey#id}
 * @param signature Ed25519 (RFC 8032), Base64
 */
public record Checkpoint(
    String installation, long sequence, String hash, Instant time, String keyId, String signature) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Signs. */
  public static Checkpoint sign(
      SigningKey key, String installation, long sequence, String hash, Instant time) {
    Checkpoint unsigned = new Checkpoint(installation, sequence, hash, time, key.id(), "");
    String signature = Base64.getEncoder().encodeToString(key.sign(unsigned.content()));
    return new Checkpoint(installation, sequence, hash, time, key.id(), signature);
  }

  /** Whether the key's owner signed exactly this. */
  public boolean isSignedBy(PublicKey key) {
    try {
      return SigningKey.verifies(key, content(), Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  private byte[] content() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("format", "rempart-audit-checkpoint/1");
    content.put("installation", installation);
    content.put("sequence", sequence);
    content.put("hash", hash);
    content.put("time", time.toString());
    content.put("keyId", keyId);
    return AuditLink.canonical(JSON.writeValueAsString(content));
  }
}
