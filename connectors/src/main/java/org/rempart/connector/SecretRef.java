package org.rempart.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is kept, never the secret itself: {@code env:NAME} or {@code file:/path}. Printing
 * a reference is safe.
 *
 * @param reference the text from the settings
 */
public record SecretRef(String reference) {

  /**
   * @throws IllegalArgumentException when the text is neither form; the message doesn't repeat it,
   *     as it may be a secret that was put there by mistake
   */
  public SecretRef {
    if (!reference.matches("env:[A-Za-z_][A-Za-z0-9_]*|file:/.+")) {
      throw new IllegalArgumentException("must be env:NAME or file:/path");
    }
  }

  /**
   * Reads the secret now, so that a rotated one is taken up without a restart. A file's trailing
   * line end doesn't belong to it.
   *
   * @throws ProductUnavailableException when the place is empty or can't be read
   */
  public String read() {
    @Nullable String value = reference.startsWith("env:") ? environment() : file();
    if (value == null || value.isBlank()) {
      throw new ProductUnavailableException("secret " + reference + " is not set", null);
    }
    return value;
  }

  private @Nullable String environment() {
    return System.getenv(reference.substring("env:".length()));
  }

  private String file() {
    try {
      return Files.readString(Path.of(reference.substring("file:".length()))).stripTrailing();
    } catch (IOException | InvalidPathException e) {
      throw new ProductUnavailableException("secret " + reference + " can't be read", e);
    }
  }

  @Override
  public String toString() {
    return reference;
  }
}
