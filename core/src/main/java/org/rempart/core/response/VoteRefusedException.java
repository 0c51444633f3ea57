package org.rempart.core.response;

/** A person's word to an approval does not count. */
final class VoteRefusedException extends RuntimeException {

  private final Why why;
  private final String groups;

  /**
   * @param groups whose word is asked for; may be empty
   */
  VoteRefusedException(Why why, String groups) {
    super(why + " " + groups);
    this.why = why;
    this.groups = groups;
  }

  Why why() {
    return why;
  }

  String groups() {
    return groups;
  }

  /** Reasons. */
  enum Why {
    /** What depends on the target has not been read. */
    UNSEEN,
    /** Only a person can approve this, not a program with a token. */
    NO_PERSON,
    /** The person is in none of the groups that are asked. */
    NOT_ASKED,
    /** The person said yes already; another one is needed. */
    TWICE,
    /** Two people are needed, and none of them may be the one who asked. */
    OWN_REQUEST,
    /** One word is enough here, or care depends on it: there is nothing to override. */
    NO_OVERRIDE
  }
}
