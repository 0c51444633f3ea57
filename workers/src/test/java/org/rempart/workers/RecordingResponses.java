package org.rempart.workers;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses;

/** Answers as told and keeps what it was asked; what acts on products is tested in core. */
class RecordingResponses implements Responses {

  final List<Call> calls = new CopyOnWriteArrayList<>();
  final List<UUID> reverted = new CopyOnWriteArrayList<>();

  /** Incidents for which a person has asked for something that nothing has taken up. */
  final Set<UUID> asked = ConcurrentHashMap.newKeySet();

  /** What the next calls come to; DONE when there is nothing left. */
  final Queue<Result> next = new ConcurrentLinkedQueue<>();

  /** What the next calls fail with. */
  final Queue<RuntimeException> faults = new ConcurrentLinkedQueue<>();

  @Override
  public Result respond(Call call) {
    calls.add(call);
    var fault = faults.poll();
    if (fault != null) {
      throw fault;
    }
    var result = next.poll();
    return result != null ? result : new Result(null, Outcome.DONE, 1, "", List.of());
  }

  List<Call> callsFor(UUID incidentId) {
    return calls.stream().filter(call -> call.incidentId().equals(incidentId)).toList();
  }

  @Override
  public Result verify(UUID responseId) {
    return new Result(responseId, Outcome.DONE, 1, "", List.of());
  }

  @Override
  public int revertIncident(UUID incidentId, Actor actor, String reason) {
    reverted.add(incidentId);
    return 0;
  }

  @Override
  public boolean asked(UUID incidentId) {
    return asked.contains(incidentId);
  }

  @Override
  public void revertAction(UUID actionId, Actor actor, String reason) {
    throw new UnsupportedOperationException();
  }
}
