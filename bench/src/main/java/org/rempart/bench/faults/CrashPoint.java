package org.rempart.bench.faults;

/**
 * A place in the application's code where it can be made to die, between two steps of the journal.
 * The application itself knows nothing of it: the rule is loaded into its process by the bench.
 *
 * @param name how it is chosen, for example {@code execute.answered}
 * @param need what a run must be like to come by
 * @param type the class, with its package
 * @param method the method's name; every overload counts
 * @param place where in the method, in Byteman's words
 * @param when a condition in Byteman's words, {@code true} for always
 */
record CrashPoint(String name, Need need, String type, String method, String place, String when) {

  /** The exit code of an application that died at a point, unlike any other end. */
  static final int EXIT_CODE = 86;

  /** What a run must be like to come by a point. */
  enum Need {
    /** Any incident whose response is begun. */
    RESPONSE,
    /** A product that shows what it did only at its next look. */
    ENDPOINT,
    /** A firewall that keeps no key, so that it is read before it is written. */
    READ_FIRST,
    /** An answer that got lost. */
    LOST_ANSWER,
    /** A product that is away for a while. */
    AWAY,
    /** An action that a person must approve. */
    APPROVAL,
    /** A verdict that undoes everything. */
    RELEASE,
    /** A containment whose time is over. */
    EXPIRY
  }

  /** In which part of a run it is come by. */
  Stage stage() {
    return need == Need.RELEASE || need == Need.EXPIRY ? Stage.RELEASE : Stage.CONTAIN;
  }

  /** The rule that Byteman loads. */
  String rule() {
    return """
    RULE %s
    CLASS %s
    METHOD %s
    %s
    IF %s
    DO killJVM(%d)
    ENDRULE
    """
        .formatted(name, type, method, place, when, EXIT_CODE);
  }
}
