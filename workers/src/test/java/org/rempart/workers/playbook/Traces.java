package org.rempart.workers.playbook;

import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.TimerIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import io.camunda.zeebe.protocol.record.value.IncidentRecordValue;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.TimerRecordValue;
import io.camunda.zeebe.protocol.record.value.VariableRecordValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the engine's record stream tells of one case, read piece by piece. */
final class Traces {

  record OpenJob(long key, String elementId, long processInstanceKey) {}

  final Deque<OpenJob> newJobs = new ArrayDeque<>();
  final Map<Long, Long> timers = new LinkedHashMap<>();
  final List<String> active = new ArrayList<>();
  final List<String> completed = new ArrayList<>();
  final List<String> engineIncidents = new ArrayList<>();
  final Map<String, String> variables = new HashMap<>();

  /** Reached elements and flows, by process id. */
  final Map<String, Set<String>> reached;

  private final ZeebeTestEngine engine;
  private final Map<Long, String> elementOf = new HashMap<>();
  private final Map<Long, Long> callerOf = new HashMap<>();
  private long position;
  private long root = -1;
  boolean ended;

  Traces(ZeebeTestEngine engine, long from, Map<String, Set<String>> reached) {
    this.engine = engine;
    this.position = from;
    this.reached = reached;
  }

  long position() {
    return position;
  }

  /** Reads on; says whether there was anything new. */
  boolean read() {
    long before = position;
    long at = 0;
    for (Record<?> record : engine.getRecordStreamSource().getRecords()) {
      if (at++ >= position) {
        take(record);
      }
    }
    position = at;
    return position > before;
  }

  /** The call activity that called the instance, or the element itself in a root instance. */
  String caller(OpenJob job) {
    Long parent = callerOf.get(job.processInstanceKey());
    return parent == null ? job.elementId() : elementOf.getOrDefault(parent, job.elementId());
  }

  private void take(Record<?> record) {
    switch (record.getValue()) {
      case ProcessInstanceRecordValue element -> element(record, element);
      case JobRecordValue job when record.getIntent() == JobIntent.CREATED ->
          newJobs.add(
              new OpenJob(record.getKey(), job.getElementId(), job.getProcessInstanceKey()));
      case TimerRecordValue timer -> timer(record, timer);
      case VariableRecordValue variable when variable.getScopeKey() == root ->
          variables.put(variable.getName(), variable.getValue());
      case IncidentRecordValue incident when record.getIntent() == IncidentIntent.CREATED ->
          engineIncidents.add(incident.getElementId() + ": " + incident.getErrorMessage());
      default -> {}
    }
  }

  private void timer(Record<?> record, TimerRecordValue timer) {
    if (record.getIntent() == TimerIntent.CREATED) {
      timers.put(record.getKey(), timer.getDueDate());
    } else if (record.getIntent() == TimerIntent.TRIGGERED
        || record.getIntent() == TimerIntent.CANCELED) {
      timers.remove(record.getKey());
    }
  }

  private void element(Record<?> record, ProcessInstanceRecordValue element) {
    if (!(record.getIntent() instanceof ProcessInstanceIntent intent)) {
      return;
    }
    switch (intent) {
      case ELEMENT_ACTIVATED -> activated(record, element);
      case ELEMENT_COMPLETED -> {
        completed.add(element.getElementId());
        ended |= record.getKey() == root;
      }
      case ELEMENT_TERMINATED -> ended |= record.getKey() == root;
      case SEQUENCE_FLOW_TAKEN -> reach(element);
      default -> {}
    }
  }

  private void activated(Record<?> record, ProcessInstanceRecordValue element) {
    elementOf.put(record.getKey(), element.getElementId());
    active.add(element.getElementId());
    if (element.getBpmnElementType() != BpmnElementType.PROCESS) {
      reach(element);
    } else if (element.getParentElementInstanceKey() > 0) {
      callerOf.put(record.getKey(), element.getParentElementInstanceKey());
    } else {
      root = record.getKey();
    }
  }

  private void reach(ProcessInstanceRecordValue element) {
    reached
        .computeIfAbsent(element.getBpmnProcessId(), process -> new HashSet<>())
        .add(element.getElementId());
  }
}
