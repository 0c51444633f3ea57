package org.rempart.core.alert.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
  private final DataOutputStream out = new DataOutputStream(bytes);

  CopyRows() {
    put(() -> out.write(HEADER));
  }

  void row(int columns) {
    put(() -> out.writeShort(columns));
  }

  void text(@Nullable String value) {
    bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(byte @Nullable [] value) {
    put(
        () -> {
          out.writeInt(value == null ? -1 : value.length);
          if (value != null) {
            out.write(value);
          }
        });
  }

  void uuid(@Nullable UUID value) {
    put(
        () -> {
          out.writeInt(value == null ? -1 : 16);
          if (value != null) {
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
          }
        });
  }

  void time(Instant value) {
    long micros = (value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1000;
    put(
        () -> {
          out.writeInt(8);
          out.writeLong(micros);
        });
  }

  void bool(boolean value) {
    put(
        () -> {
          out.writeInt(1);
          out.writeBoolean(value);
        });
  }

  /** A jsonb value: its version byte, then the text. */
  void json(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    put(
        () -> {
          out.writeInt(text.length + 1);
          out.writeByte(1);
          out.write(text);
        });
  }

  /** A text[]: dimensions, a null flag, the element type, then length and lower bound. */
  void texts(Collection<String> values) {
    byte[][] elements =
        values.stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    int size = elements.length == 0 ? 12 : 20;
    for (byte[] element : elements) {
      size += 4 + element.length;
    }
    int length = size;
    put(() -> array(elements, length));
  }

  private void array(byte[][] elements, int length) throws IOException {
    out.writeInt(length);
    out.writeInt(elements.length == 0 ? 0 : 1);
    out.writeInt(0);
    out.writeInt(TEXT_OID);
    if (elements.length > 0) {
      out.writeInt(elements.length);
      out.writeInt(1);
    }
    for (byte[] element : elements) {
      out.writeInt(element.length);
      out.write(element);
    }
  }

  /** The whole, with its trailer. */
  byte[] end() {
    put(() -> out.writeShort(-1));
    return bytes.toByteArray();
  }

  private static void put(Write write) {
    try {
      write.run();
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
  }

  private interface Write {
    void run() throws IOException;
  }
}
