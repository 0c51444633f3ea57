package org.rempart.bench.faults;

import java.util.Locale;

/** What goes wrong between Rempart and a product. */
enum Trouble {
  /** On the wire: the effect takes place, the answer does not come in time. */
  LOSE_ANSWER,
  /** On the wire: the effect takes place, the connection breaks. */
  CUT_ANSWER,
  /** On the wire: the request never arrives, and no answer comes. */
  LOSE_REQUEST,
  /** On the wire: the answer comes late, but in time. */
  DELAY_ANSWER,
  /** On the wire: the answer comes twice. */
  REPEAT_ANSWER,
  /** On the wire: the request arrives twice. */
  REPEAT_REQUEST,
  /** On the wire: the request arrives after Rempart has stopped waiting for its answer. */
  DELAY_REQUEST,
  /** The product is away for some calls (503). */
  AWAY,
  /** The product asks to come back later (429). */
  BUSY,
  /** The product has forgotten the login (401). */
  EXPIRED,
  /** The product says that it did not do it, in a friendly answer. */
  ERROR_INSIDE,
  /** The product answers before it has done it. */
  LATE_EFFECT;

  /** Whether the wire does it, not the product. */
  boolean onTheWire() {
    return compareTo(AWAY) < 0;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
