package org.rempart.connector;

/**
 * A target of the form {@code what@host}: a process, a file or an account of one host.
 *
 * @param what all before the last {@code @}; not empty
 * @param host all behind it; not empty
 */
public record AtHost(String what, String host) {

  /**
   * Takes an order's target apart.
   *
   * @throws Refusal BAD_TARGET when it has another form
   */
  public static AtHost of(Order order) throws Refusal {
    String value = order.target().value();
    int at = value.lastIndexOf('@');
    if (at < 1 || at == value.length() - 1) {
      String form = order.target().kind() + " must look like WHAT@HOST, but is \"" + value + "\"";
      throw new Refusal("BAD_TARGET", form);
    }
    return new AtHost(value.substring(0, at), value.substring(at + 1));
  }
}
