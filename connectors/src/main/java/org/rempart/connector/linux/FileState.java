package org.rempart.connector.linux;

import java.util.Map;

/**
 * What is at a path.
 *
 * @param mode type and permissions as {@code st_mode} has them
 * @param uid owner
 * @param gid group
 * @param size in bytes
 * @param sha256 of the content; empty for what is no regular file
 */
record FileState(int mode, long uid, long gid, long size, String sha256) {

  private static final int TYPE = 0xf000;
  private static final int REGULAR = 0x8000;

  /** Reads {@code stat -c '%f %u %g %s'}. */
  static FileState parse(String text) {
    String[] words = text.strip().split(" ");
    return new FileState(
        Integer.parseInt(words[0], 16),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        "");
  }

  FileState with(String hash) {
    return new FileState(mode, uid, gid, size, hash);
  }

  /** Whether it is a file and no folder, link or device. */
  boolean regular() {
    return (mode & TYPE) == REGULAR;
  }

  /** What a revert and a reader of the journal need to know of it. */
  Map<String, String> state(String path) {
    return Map.of(
        "path",
        path,
        "sha256",
        sha256,
        "size",
        String.valueOf(size),
        "mode",
        Integer.toOctalString(mode & 07777),
        "owner",
        uid + ":" + gid);
  }

  @Override
  public String toString() {
    return "sha256:%s, %d bytes, mode %o, owner %d:%d"
        .formatted(sha256, size, mode & 07777, uid, gid);
  }
}
