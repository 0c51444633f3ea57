package org.rempart.core.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rempart.core.audit.chain.Checkpoint;
import org.rempart.core.audit.chain.ExportLine;
import org.springframework.stereotype.Component;

/** The file that each checkpoint is appended to, one line each; what is in it is never changed. */
@Component
class CheckpointFile {

  private final Path file;

  CheckpointFile(AuditSettings settings) {
    this.file = settings.checkpoints().toAbsolutePath();
  }

  /**
   * Appends a line and waits until the disk has it.
   *
   * @throws UncheckedIOException when it can't be written
   */
  synchronized void append(Checkpoint checkpoint) {
    byte[] line = (ExportLine.of(checkpoint).text() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        ByteBuffer left = ByteBuffer.wrap(line);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoints can't be written to " + file, e);
    }
  }
}
