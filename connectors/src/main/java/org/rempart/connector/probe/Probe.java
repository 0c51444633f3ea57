package org.rempart.connector.probe;

/**
 * Tries to reach somebody whom a containment must have silenced. An answer disproves the
 * containment; silence alone proves nothing, as a firewall in between is silent too.
 */
public interface Probe {

  /** Tries one TCP port once; never throws. */
  Answer ask(String host, int port);

  /** Where it is tried from, for the evidence. */
  String from();

  /** What came back. */
  enum Answer {
    /** The host accepted or refused: it is reached. */
    SPOKE,
    /** Nothing came back, or somebody on the way said that there is no way. */
    SILENT,
    /** It could not be tried. */
    UNTRIED
  }
}
