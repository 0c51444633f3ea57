package org.rempart.core.response;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.Order;
import org.rempart.connector.Proof;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads at one product. What can't be read is missing from the answers, which go by the keys of the
 * leases' orders.
 */
final class ProductReads {

  private static final Logger LOG = LoggerFactory.getLogger(ProductReads.class);

  private final Connector connector;
  private final MeterRegistry meters;

  ProductReads(Connector connector, MeterRegistry meters) {
    this.connector = connector;
    this.meters = meters;
  }

  /** What there is before anything was sent. */
  Map<String, Proof> found(List<Lease> leases) {
    return read(leases, connector::found);
  }

  /** What the orders have come to. */
  Map<String, Proof> verify(List<Lease> leases) {
    return read(leases, connector::verify);
  }

  /** What earlier tries have come to, by the keys of the leases that follow them. */
  Map<String, Proof> ofEarlierTries(List<Lease> leases) {
    Map<String, Proof> then = verify(leases.stream().map(Lease::asTried).toList());
    Map<String, Proof> proofs = new HashMap<>();
    for (Lease lease : leases) {
      Proof proof = then.get(lease.earlier());
      if (proof != null) {
        proofs.put(lease.order().key(), proof);
      }
    }
    return proofs;
  }

  private Map<String, Proof> read(List<Lease> leases, Function<List<Order>, List<Proof>> readings) {
    Map<String, Proof> proofs = new HashMap<>();
    if (leases.isEmpty()) {
      return proofs;
    }
    try {
      ResponseMeters.timed(
              meters, "verify", connector, leases, () -> readings.apply(orders(leases)))
          .forEach(p -> proofs.put(p.key(), p));
    } catch (ConnectorException e) {
      LOG.warn("connector {} can't be read back: {}", connector.id(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("connector {} failed unexpectedly at reading back", connector.id(), e);
    }
    return proofs;
  }

  static List<Order> orders(List<Lease> leases) {
    return leases.stream().map(Lease::order).toList();
  }
}
