package org.rempart.core.engine;

import java.util.List;

/** Learns what happens inside the engine, whoever brings the news. */
public interface EngineEvents {

  /** Takes note of a batch; all of it or, when it throws, nothing. Repeats are harmless. */
  void record(List<EngineEvent> events);
}
