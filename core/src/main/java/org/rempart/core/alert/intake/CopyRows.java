package org.rempart.core.alert.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in PostgreSQL's binary COPY format (documented under COPY, "Binary Format"): each value is
 * its length and its bytes, -1 for null.
 */
final class CopyRows {

  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int TEXT_OID = 25;

  /** 2000-01-01, from which timestamps count microseconds. */
  private static final long EPOCH_SECONDS = 946_684_800L;

  private ByteBuffer out = ByteBuffer.allocate(1 << 16);

  /** Rows with the header that a COPY begins with. */
  static CopyRows begun() {
    CopyRows rows = new CopyRows();
    rows.raw(HEADER);
    return rows;
  }

  void row(int columns) {
    room(2).putShort((short) columns);
  }

  void text(@Nullable String value) {
    bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(byte @Nullable [] value) {
    room(4).putInt(value == null ? -1 : value.length);
    if (value != null) {
      raw(value);
    }
  }

  void uuid(@Nullable UUID value) {
    room(4).putInt(value == null ? -1 : 16);
    if (value != null) {
      room(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }
  }

  void time(Instant value) {
    long micros = (value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1000;
    room(12).putInt(8).putLong(micros);
  }

  void bool(boolean value) {
    room(5).putInt(1).put((byte) (value ? 1 : 0));
  }

  /** A jsonb value: its version byte, then the text. */
  void json(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    room(5).putInt(text.length + 1).put((byte) 1);
    raw(text);
  }

  /** A text[]: dimensions, a null flag, the element type, then length and lower bound. */
  void texts(Collection<String> values) {
    int start = out.position();
    room(16).putInt(0).putInt(values.isEmpty() ? 0 : 1).putInt(0).putInt(TEXT_OID);
    if (!values.isEmpty()) {
      room(8).putInt(values.size()).putInt(1);
    }
    values.forEach(this::text);
    out.putInt(start, out.position() - start - 4);
  }

  /** Bytes that are in the format already, for example columns that many rows share. */
  void raw(byte[] formatted) {
    room(formatted.length).put(formatted);
  }

  /** The whole, with its trailer. */
  byte[] end() {
    row(-1);
    return soFar();
  }

  /** What was written so far. */
  byte[] soFar() {
    return Arrays.copyOf(out.array(), out.position());
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int size = Math.max(2 * out.capacity(), out.position() + bytes);
      out = ByteBuffer.allocate(size).put(out.array(), 0, out.position());
    }
    return out;
  }
}
