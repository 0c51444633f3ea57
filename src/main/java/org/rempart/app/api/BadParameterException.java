package org.rempart.app.api;

/** A parameter or field of a request that can't be used. */
public final class BadParameterException extends RuntimeException {

  private final String parameter;

  /**
   * @param parameter its name
   * @param fault what is wrong and what would be right, to follow the name
   */
  public BadParameterException(String parameter, String fault) {
    super(parameter + " " + fault + ".");
    this.parameter = parameter;
  }

  /** Which one. */
  public String parameter() {
    return parameter;
  }
}
