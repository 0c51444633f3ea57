package org.rempart.connector;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The product could not be reached or is overloaded, and nothing was sent: the order may simply be
 * tried again later.
 */
public final class ProductUnavailableException extends ConnectorException {

  private final @Nullable Duration retryAfter;

  public ProductUnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  /**
   * @param retryAfter how long the product asked to be left alone, or {@code null}
   */
  public ProductUnavailableException(
      String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** How long the product asked to be left alone; empty when it didn't. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
