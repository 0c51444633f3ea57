package org.rempart.exporter;

import io.camunda.zeebe.protocol.record.ImmutableRecord;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RecordValue;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import io.camunda.zeebe.protocol.record.value.ImmutableProcessInstanceRecordValue;

/** Records as a broker writes them. */
final class Records {

  private Records() {}

  static Record<?> element(long position, ProcessInstanceIntent intent) {
    var value =
        ImmutableProcessInstanceRecordValue.builder()
            .withBpmnProcessId("respond-v1")
            .withVersion(3)
            .withProcessDefinitionKey(11)
            .withProcessInstanceKey(22)
            .withParentProcessInstanceKey(20)
            .withParentElementInstanceKey(21)
            .withFlowScopeKey(-1)
            .withElementId("respond-v1")
            .withBpmnElementType(BpmnElementType.PROCESS)
            .build();
    return record(position, ValueType.PROCESS_INSTANCE, intent, value);
  }

  static Record<?> record(long position, ValueType type, Intent intent, RecordValue value) {
    return ImmutableRecord.builder()
        .withPosition(position)
        .withKey(33)
        .withTimestamp(1_700_000_000_000L)
        .withPartitionId(1)
        .withRecordType(RecordType.EVENT)
        .withValueType(type)
        .withIntent(intent)
        .withValue(value)
        .build();
  }
}
