package org.rempart.core.response;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Target;

/**
 * An action that is to be decided, new or taken up again.
 *
 * @param id its row's, or that which its row will have
 * @param known whether it has a row
 * @param key its key, the same over every repeat
 * @param service the product, or {@code null} when it is no longer configured
 * @param attempts how often the product was called for it
 * @param inDoubt whether a call was made of which no answer came
 * @param doubtSeconds how long ago that call was made at the latest, or {@code null} when there was
 *     none
 * @param underWay whether somebody's lease on it still runs
 * @param asked whether it waits for an approval
 * @param released whether it is no longer wanted: its claim was released meanwhile
 */
record Candidate(
    UUID id,
    boolean known,
    String key,
    String connector,
    ConnectorRegistry.@Nullable Service service,
    Target target,
    Map<String, String> parameters,
    int attempts,
    boolean inDoubt,
    @Nullable Double doubtSeconds,
    boolean underWay,
    boolean asked,
    boolean released) {

  /** Rising with time, as the database's own are. */
  private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

  static Candidate fresh(
      String key,
      ConnectorRegistry.Service service,
      Target target,
      Map<String, String> parameters) {
    return new Candidate(
        IDS.generate(),
        false,
        key,
        service.id(),
        service,
        target,
        parameters,
        0,
        false,
        null,
        false,
        false,
        false);
  }

  /** Whether a containment keeps it apart from other incidents' actions. */
  boolean contains() {
    return service != null && service.offer().reversible();
  }
}
