package org.rempart.core.response;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How actions are carried out.
 *
 * @param lease how long an action belongs to who executes it, before another may take it up; longer
 *     than any connector's time-out
 * @param retryFirst wait before the second try while a product is away
 * @param retryMost longest wait between tries
 * @param poll how often waiting actions, reverts and expiries are looked for
 * @param notifyAttempts most times a notification whose arrival is in doubt is sent
 * @param readAttempts after how many tries an action that was never sent goes to a person, because
 *     the product answers but can't tell how its target stands
 * @param doubtAttempts after how many tries an action in doubt, or a revert that the product has
 *     taken, goes to a person, because the product answers but can't tell; so many that a product
 *     which looks once an hour has looked
 * @param approvalLapse how long a person has to approve
 * @param expiry per capability, after how long its containments end by themselves; zero for never.
 *     Blocked addresses end after a day unless set otherwise
 */
@ConfigurationProperties("rempart.response")
public record ResponseSettings(
    @DefaultValue("60s") Duration lease,
    @DefaultValue("1s") Duration retryFirst,
    @DefaultValue("5m") Duration retryMost,
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("5") int notifyAttempts,
    @DefaultValue("5") int readAttempts,
    @DefaultValue("24") int doubtAttempts,
    @DefaultValue("24h") Duration approvalLapse,
    @Nullable Map<String, Duration> expiry) {

  public ResponseSettings {
    Map<String, Duration> all = new HashMap<>();
    all.put(Capability.BLOCK_ADDRESS.id(), Duration.ofDays(1));
    all.putAll(expiry == null ? Map.of() : expiry);
    expiry = Map.copyOf(all);
  }

  /** The settings as they are when nothing is set. */
  public static ResponseSettings defaults() {
    return new ResponseSettings(
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofMillis(500),
        5,
        5,
        24,
        Duration.ofHours(24),
        null);
  }

  /** After how many seconds a containment ends by itself, or {@code null} for never. */
  @Nullable Long expirySeconds(Capability capability) {
    Duration after = expiry.getOrDefault(capability.id(), Duration.ZERO);
    return after.isZero() ? null : after.toSeconds();
  }

  /** How long to wait after so many tries: doubling, up to the most. */
  Duration backOff(int attempts) {
    Duration wait = retryFirst.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), 20));
    return wait.compareTo(retryMost) > 0 ? retryMost : wait;
  }
}
