package org.rempart.core.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened inside the engine. May be told more than once and in any order. */
public sealed interface EngineEvent {

  /** The process instance it happened in. */
  long processInstanceKey();

  /**
   * A token came to an element or left it.
   *
   * @param at the engine's clock
   * @param parentKey the instance that called this one, or {@code null}
   * @param elementType {@code PROCESS} for the instance as a whole, else the kind of element
   */
  record ElementChanged(
      Instant at,
      String processId,
      int version,
      long processInstanceKey,
      @Nullable Long parentKey,
      String elementId,
      long elementInstanceKey,
      String elementType,
      ElementState.State state)
      implements EngineEvent {}

  /**
   * The engine can't go on by itself: an error nobody catches, an expression that fails, a job
   * without retries.
   *
   * @param key by which it is resolved
   * @param jobKey the job that failed, or {@code null}
   * @param message the engine's words
   */
  record EngineIncidentRaised(
      Instant at,
      long key,
      long processInstanceKey,
      String processId,
      String elementId,
      long elementInstanceKey,
      @Nullable Long jobKey,
      String errorType,
      String message)
      implements EngineEvent {}

  /** An engine incident is resolved, or its process is gone. */
  record EngineIncidentResolved(Instant at, long key, long processInstanceKey)
      implements EngineEvent {}

  /** A job that nobody needs any more. */
  record JobCancelled(long jobKey, long processInstanceKey) implements EngineEvent {}
}
