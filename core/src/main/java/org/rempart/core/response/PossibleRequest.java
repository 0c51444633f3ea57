package org.rempart.core.response;

import java.util.List;
import java.util.stream.Stream;
import org.rempart.connector.TargetKind;

/**
 * Something that can be asked for.
 *
 * @param targetKinds what it is done to; one request names targets of one kind
 * @param reversible whether every product that serves it can undo it
 * @param connectors ids of the products that would do it, all of them
 * @param needs what has to be said beside the targets, for example {@code sha1}; as a rule nothing
 */
public record PossibleRequest(
    String capability,
    List<TargetKind> targetKinds,
    boolean reversible,
    List<String> connectors,
    List<String> needs) {

  PossibleRequest and(PossibleRequest other) {
    return new PossibleRequest(
        capability,
        both(targetKinds, other.targetKinds()),
        reversible && other.reversible(),
        both(connectors, other.connectors()),
        both(needs, other.needs()));
  }

  private static <T> List<T> both(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).distinct().toList();
  }
}
