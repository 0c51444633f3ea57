package org.rempart.core.alert.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a delivery.
 *
 * @param accepted kept as alerts, suppressed ones among them
 * @param repeated known already; nothing changed
 * @param passedOver not alerts
 * @param suppressed kept, but shall not open or feed incidents
 * @param rejections which records were not accepted, and why
 */
public record Receipt(
    int accepted, int repeated, int passedOver, int suppressed, List<Rejection> rejections) {

  static final Receipt EMPTY = new Receipt(0, 0, 0, 0, List.of());

  Receipt plus(Receipt other) {
    List<Rejection> all = new ArrayList<>(rejections);
    all.addAll(other.rejections);
    return new Receipt(
        accepted + other.accepted,
        repeated + other.repeated,
        passedOver + other.passedOver,
        suppressed + other.suppressed,
        all);
  }

  /**
   * One record that was not accepted.
   *
   * @param index its place in the delivery, from 0
   * @param field the field at fault
   * @param reason what is wrong with it
   */
  public record Rejection(int index, String field, String reason) {}
}
