package org.rempart.connector;

import org.jspecify.annotations.Nullable;

/**
 * The product could not be reached or is overloaded, and nothing was sent: the order may simply be
 * tried again later.
 */
public final class ProductUnavailableException extends ConnectorException {

  public ProductUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
