package org.rempart.core.audit.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One link of the chain: SHA-256 over the canonical JSON (RFC 8785) of an entry, of the digests of
 * what may be erased, and of the link before.
 *
 * @param sequence place in the chain, from 1
 * @param beforeDigest salted digest, or {@code null} when there is no such value; likewise the
 *     others
 */
public record AuditLink(
    long sequence,
    Instant at,
    String actorKind,
    String actor,
    String role,
    String address,
    String what,
    String subjectKind,
    String subjectId,
    byte @Nullable [] beforeDigest,
    byte @Nullable [] afterDigest,
    byte @Nullable [] reasonDigest) {

  private static final JsonMapper JSON = new JsonMapper();

  /** What the first link has before it. */
  public static final byte[] NOTHING = new byte[32];

  /** Digest of a JSON value under a salt; equal for equal values, however they were written. */
  public static byte @Nullable [] ofJson(byte[] salt, @Nullable String json) {
    return json == null ? null : sha256(salt, canonical(json));
  }

  /** Digest of a text under a salt. */
  public static byte @Nullable [] ofText(byte[] salt, @Nullable String text) {
    return text == null ? null : sha256(salt, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The link's hash.
   *
   * @param previous hash of the link before, {@link #NOTHING} for the first
   */
  public byte[] hash(byte[] previous) {
    Map<String, @Nullable Object> link = new LinkedHashMap<>();
    link.put("sequence", sequence);
    link.put("time", at.toString());
    link.put("actorKind", actorKind);
    link.put("actor", actor);
    link.put("role", role);
    link.put("address", address);
    link.put("what", what);
    link.put("subjectKind", subjectKind);
    link.put("subjectId", subjectId);
    link.put("before", hex(beforeDigest));
    link.put("after", hex(afterDigest));
    link.put("reason", hex(reasonDigest));
    link.put("previous", hex(previous));
    return sha256(new byte[0], canonical(JSON.writeValueAsString(link)));
  }

  static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }

  /** A JSON text in the form of RFC 8785. */
  static byte[] canonical(String json) {
    try {
      // The canonicalizer takes objects and arrays only.
      return new JsonCanonicalizer(json.startsWith("{") ? json : "[" + json + "]").getEncodedUTF8();
    } catch (IOException e) {
      throw new IllegalArgumentException("an audit value is no JSON", e);
    }
  }

  private static byte[] sha256(byte[] salt, byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return digest.digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
