package org.rempart.connector.nftables;

import java.util.Optional;
import org.rempart.connector.Sha256;

/**
 * The comment by which something in nftables is known as ours: {@code rempart:} and the action's
 * key. nft takes up to 128 characters, so a longer key, or one with characters that nft gives a
 * meaning, is kept as its SHA-256.
 */
public final class Mark {

  private static final String OWNER = "rempart:";

  private Mark() {}

  /** The comment for an action's key. */
  public static String of(String key) {
    return OWNER + (key.matches("[A-Za-z0-9._:/@+-]{1,110}") ? key : "sha256:" + Sha256.of(key));
  }

  /** Whether a comment is ours. */
  public static boolean ours(String comment) {
    return comment.startsWith(OWNER);
  }

  /** The key in a comment of ours as it was kept; empty when the comment is somebody else's. */
  static Optional<String> key(String comment) {
    return ours(comment) ? Optional.of(comment.substring(OWNER.length())) : Optional.empty();
  }
}
