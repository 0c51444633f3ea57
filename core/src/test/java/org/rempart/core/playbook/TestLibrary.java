package org.rempart.core.playbook;

/** The packed library for tests of other packages. */
public final class TestLibrary {

  private TestLibrary() {}

  /** The library as it is packed. */
  public static PlaybookLibrary packed() {
    return new PackedPlaybooks(new PlaybookSettings(null));
  }
}
