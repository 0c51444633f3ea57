package org.rempart.core.response;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.Supplier;
import org.rempart.connector.Connector;

/** The timers of a response's stages; all of one name, as a meter's tags must be the same. */
final class ResponseMeters {

  private ResponseMeters() {}

  /**
   * The timer {@code rempart.response.stage}.
   *
   * @param stage {@code decide} and {@code store}: the transactions before and after the product's
   *     call; {@code execute} and {@code verify}: the calls; {@code guardrails} and {@code
   *     journal}: what each took of a response in all, and {@code guardrails-journal} both together
   * @param connector id of the product, or empty where several may be meant
   * @param capability id of what is done, or empty where that is not known yet
   */
  static Timer stage(MeterRegistry meters, String stage, String connector, String capability) {
    return meters.timer(
        "rempart.response.stage", "stage", stage, "connector", connector, "capability", capability);
  }

  /** Times a call to a product for orders of one capability. */
  static <T> T timed(
      MeterRegistry meters,
      String stage,
      Connector connector,
      List<Lease> leases,
      Supplier<T> call) {
    String capability = leases.getFirst().order().capability().id();
    return stage(meters, stage, connector.id(), capability).record(call);
  }
}
