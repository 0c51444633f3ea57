package org.rempart.connector.linux;

import java.util.regex.Pattern;
import org.rempart.connector.AtHost;
import org.rempart.connector.Order;
import org.rempart.connector.Refusal;

/** Paths of files at a host, as far as they can be judged without looking. */
public final class FilePath {

  private static final Pattern KERNEL = Pattern.compile("/(proc|sys|dev)(/.*)?");

  private FilePath() {}

  /**
   * The path that an order names.
   *
   * @throws Refusal BAD_PATH when it isn't absolute and plain, or lies where no files are
   */
  public static String of(Order order) throws Refusal {
    String path = AtHost.of(order).what();
    if (!wellFormed(path)) {
      throw new Refusal("BAD_PATH", "the path must be absolute and plain, but is \"" + path + "\"");
    }
    if (KERNEL.matcher(path).matches()) {
      throw new Refusal("BAD_PATH", path + " belongs to the kernel");
    }
    return path;
  }

  /** Whether it is absolute, has no control character, and no empty, {@code .} or {@code ..}. */
  public static boolean wellFormed(String path) {
    return path.matches("(/[^/\\p{Cntrl}]+)+")
        && path.length() < 4096
        && !path.matches(".*/\\.\\.?(/.*)?");
  }
}
