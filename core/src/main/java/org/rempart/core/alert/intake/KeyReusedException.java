package org.rempart.core.alert.intake;

/** An idempotency key came again with other content. */
public final class KeyReusedException extends RuntimeException {

  KeyReusedException() {
    super(
        "This Idempotency-Key came before with other content; take a new key for a new delivery.");
  }
}
