package org.rempart.connector;

/** Reads what an order carries besides its target. */
public final class Parameters {

  private Parameters() {}

  /**
   * A parameter that must be there.
   *
   * @throws Refusal MISSING_PARAMETER, naming it
   */
  public static String required(Order order, String name) throws Refusal {
    String value = order.parameters().getOrDefault(name, "");
    if (value.isBlank()) {
      String text = order.capability() + " needs the parameter \"" + name + "\"";
      throw new Refusal("MISSING_PARAMETER", text);
    }
    return value;
  }
}
