package org.rempart.connector.nftables;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The comment by which an element is known as ours: {@code rempart:} and the action's key. nft
 * takes up to 128 characters, so a longer key, or one with characters that nft gives a meaning, is
 * kept as its SHA-256.
 */
final class Mark {

  private static final String OWNER = "rempart:";

  private Mark() {}

  static String of(String key) {
    return OWNER + (key.matches("[A-Za-z0-9._:/@+-]{1,110}") ? key : "sha256:" + sha256(key));
  }

  static boolean ours(String comment) {
    return comment.startsWith(OWNER);
  }

  /** The key in a comment of ours as it was kept; empty when the comment is somebody else's. */
  static Optional<String> key(String comment) {
    return ours(comment) ? Optional.of(comment.substring(OWNER.length())) : Optional.empty();
  }

  private static String sha256(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
