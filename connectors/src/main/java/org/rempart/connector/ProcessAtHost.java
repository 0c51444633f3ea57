package org.rempart.connector;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of one host, from a target {@code PID:START@HOST}. The number alone says little, as a
 * system gives it to another process after this one's end.
 *
 * @param pid its number
 * @param start when it started, as the product's {@code endpoint.list-processes} tells it
 * @param host the host
 */
public record ProcessAtHost(long pid, long start, String host) {

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8}):(0|[1-9]\\d{0,17})");

  /**
   * Takes an order's target apart.
   *
   * @throws Refusal BAD_TARGET or BAD_PROCESS when it has another form
   */
  public static ProcessAtHost of(Order order) throws Refusal {
    AtHost target = AtHost.of(order);
    Matcher form = FORM.matcher(target.what());
    if (!form.matches()) {
      String wanted = "name the process as endpoint.list-processes does, PID:START, not ";
      throw new Refusal("BAD_PROCESS", wanted + target.what());
    }
    return new ProcessAtHost(
        Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), target.host());
  }

  /** What stands before the host. */
  public String identity() {
    return pid + ":" + start;
  }
}
