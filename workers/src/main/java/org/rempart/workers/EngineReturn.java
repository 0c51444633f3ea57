package org.rempart.workers;

/**
 * What is to be done each time the engine comes into sight, in the order of the beans. The engine
 * counts as away until all of it went well.
 */
public interface EngineReturn {

  /** The engine answers. Throw to be asked again shortly. */
  void engineReturned();
}
