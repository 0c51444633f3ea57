package org.rempart.bench.faults;

import java.io.IOException;
import java.util.Map;
import org.rempart.bench.stack.Practice;

/** Lets things go wrong between the application and its products, on the wire or in the product. */
final class Mishaps {

  /** Longer than the application waits between two looks, shorter than its patience. */
  private static final int LATE_MS = 2_500;

  private final Practice practice;
  private final Wire wire;
  private final MailWire mail;

  Mishaps(Practice practice, Wire wire, MailWire mail) {
    this.practice = practice;
    this.wire = wire;
    this.mail = mail;
  }

  /** From now on. */
  void begin(Fault.Disturbance disturbance) throws IOException, InterruptedException {
    if (disturbance.product() == Product.MAIL) {
      mail.arm();
    } else if (disturbance.trouble().onTheWire()) {
      wire.arm(disturbance);
    } else {
      practice.misbehave(order(disturbance));
    }
  }

  /** Whether nothing is still to come. */
  boolean spent() throws IOException, InterruptedException {
    return wire.spent() && mail.spent() && practice.behaves();
  }

  /** Ends it; says whether it had come to pass. */
  boolean end() throws IOException, InterruptedException {
    boolean happened = spent();
    wire.disarm();
    mail.disarm();
    practice.behave();
    return happened;
  }

  private static Map<String, Object> order(Fault.Disturbance disturbance) {
    String product = disturbance.product().word();
    String writes = disturbance.product().pathOfWrites();
    return switch (disturbance.trouble()) {
      case AWAY -> Map.of("product", product, "kind", "UNAVAILABLE", "times", 3);
      case BUSY -> Map.of("product", product, "kind", "TOO_MANY");
      case EXPIRED -> Map.of("product", product, "kind", "EXPIRED");
      case ERROR_INSIDE -> Map.of("product", product, "kind", "ERROR_INSIDE", "path", writes);
      case LATE_EFFECT ->
          Map.of(
              "product",
              product,
              "kind",
              "ANSWER_BEFORE_EFFECT",
              "path",
              writes,
              "delayMs",
              LATE_MS);
      default -> throw new IllegalArgumentException(disturbance.word() + " happens on the wire");
    };
  }
}
