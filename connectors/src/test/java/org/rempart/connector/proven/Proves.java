package org.rempart.connector.proven;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says against what a connector's test proves it. When all its tests have passed, that is written
 * down for the README's table, with the version that was met.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Witness.class)
public @interface Proves {

  /** The connector's type in the settings. */
  String type();

  /** The product's name for people. */
  String product();

  /**
   * Where the version of the real product is read: {@code dpkg:PACKAGE}, {@code class:NAME} (the
   * jar's own) or {@code folder:NAME-} (of an unpacked part). Empty for a contract.
   */
  String real() default "";

  /** The published contract that a stand-in speaks, for a product that can't be had here. */
  String contract() default "";
}
