package org.rempart.core.response;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.core.guardrail.ApprovalClass;
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
 * @param expiry per capability, after how long its containments end by themselves; zero for never
 * @param expiryByClass the same per approval class, for capabilities that {@code expiry} does not
 *     name: a day for A0, A1 and A3, a week for A2 and A4 unless set otherwise
 * @param remindShare after what share of its time people are reminded that a containment ends
 * @param remindBefore how long before the end they are reminded at the latest
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
    @Nullable Map<String, Duration> expiry,
    @Nullable Map<ApprovalClass, Duration> expiryByClass,
    @DefaultValue("0.8") double remindShare,
    @DefaultValue("10m") Duration remindBefore) {

  private static final Map<ApprovalClass, Duration> BY_CLASS =
      Map.of(
          ApprovalClass.A0, Duration.ofDays(1),
          ApprovalClass.A1, Duration.ofDays(1),
          ApprovalClass.A2, Duration.ofDays(7),
          ApprovalClass.A3, Duration.ofDays(1),
          ApprovalClass.A4, Duration.ofDays(7));

  public ResponseSettings {
    expiry = expiry == null ? Map.of() : Map.copyOf(expiry);
    Map<ApprovalClass, Duration> all = new HashMap<>(BY_CLASS);
    all.putAll(expiryByClass == null ? Map.of() : expiryByClass);
    expiryByClass = Map.copyOf(all);
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
        null,
        null,
        0.8,
        Duration.ofMinutes(10));
  }

  /** After how many seconds a containment ends by itself, or {@code null} for never. */
  @Nullable Long expirySeconds(Capability capability, ApprovalClass approvalClass) {
    Duration named = expiry.get(capability.id());
    Duration after =
        named == null ? expiryByClass.getOrDefault(approvalClass, Duration.ZERO) : named;
    return after.isZero() ? null : after.toSeconds();
  }

  /** How long to wait after so many tries: doubling, up to the most. */
  Duration backOff(int attempts) {
    Duration wait = retryFirst.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), 20));
    return wait.compareTo(retryMost) > 0 ? retryMost : wait;
  }
}
