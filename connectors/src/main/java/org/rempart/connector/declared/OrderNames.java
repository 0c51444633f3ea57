package org.rempart.connector.declared;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.rempart.connector.Order;

/** What expressions see of an order, by the names in {@link Scope#ORDER}. */
final class OrderNames {

  private OrderNames() {}

  static Map<String, Object> of(Order order) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("target", order.target().value());
    variables.put("target_kind", order.target().kind().name());
    variables.put("key", order.key());
    variables.put("parameters", order.parameters());
    variables.put("now_utc", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Instant end = order.expiresAt();
    if (end != null) {
      variables.put("expires_at", end.truncatedTo(ChronoUnit.SECONDS).toString());
      variables.put("expires_in", Math.max(1, Duration.between(Instant.now(), end).toSeconds()));
    } else {
      variables.put("expires_at", null);
      variables.put("expires_in", null);
    }
    return variables;
  }
}
