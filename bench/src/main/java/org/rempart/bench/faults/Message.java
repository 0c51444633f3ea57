package org.rempart.bench.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 message as bytes (RFC 9112), its body by {@code Content-Length}: neither the
 * connectors nor the practice estate send chunks.
 *
 * @param bytes start line, fields and body
 * @param start the start line
 */
record Message(byte[] bytes, String start) {

  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
  private static final int LONGEST_HEAD = 64 * 1024;

  /** Reads one; {@code null} when the other side has hung up. */
  static @Nullable Message read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int last = 0;
    while (last != 0x0d0a0d0a) {
      int next = in.read();
      if (next < 0 || bytes.size() > LONGEST_HEAD) {
        return null;
      }
      bytes.write(next);
      last = last << 8 | next;
    }
    String head = bytes.toString(StandardCharsets.ISO_8859_1);
    Matcher length = LENGTH.matcher(head);
    bytes.write(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
    return new Message(bytes.toByteArray(), head.lines().findFirst().orElse(""));
  }

  void to(OutputStream out) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** The method of a request. */
  String method() {
    return start.split(" ", 3)[0];
  }

  /** Whether this text is in it. */
  boolean says(String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }

  /** The path of a request, without its query. */
  String path() {
    return start.split(" ", 3)[1].replaceFirst("\\?.*", "");
  }
}
