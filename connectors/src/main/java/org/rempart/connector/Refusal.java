package org.rempart.connector;

/** Why a product will not do something, on its way to an {@link Outcome.Refused}. */
public final class Refusal extends Exception {

  private final String code;

  /**
   * @param code stable upper-case word
   * @param message one sentence for a responder, without secrets
   */
  public Refusal(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The stable word. */
  public String code() {
    return code;
  }

  /** This refusal as the outcome of one order. */
  public Outcome of(Order order) {
    return new Outcome.Refused(order.key(), code, getMessage());
  }
}
