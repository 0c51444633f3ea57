package org.rempart.app.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import org.rempart.core.alert.intake.Receipt;
import org.springframework.stereotype.Component;

/** Counts what comes in: {@code rempart.intake.*}. */
@Component
class IntakeMeters {

  private final MeterRegistry registry;

  IntakeMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts one delivery and times its way to the commit. */
  Receipt taken(String by, int records, Supplier<Receipt> intake) {
    Timer.Sample sample = Timer.start(registry);
    Receipt receipt = intake.get();
    sample.stop(registry.timer("rempart.intake.commit", "by", by));
    count("received", by, records);
    count("accepted", by, receipt.accepted());
    count("rejected", by, receipt.rejections().size());
    count("passed.over", by, receipt.passedOver());
    count("suppressed", by, receipt.suppressed());
    count("repeated", by, receipt.repeated());
    return receipt;
  }

  private void count(String what, String by, int number) {
    registry.counter("rempart.intake." + what, "by", by).increment(number);
  }
}
