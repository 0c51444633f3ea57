package org.rempart.exporter;

import io.camunda.zeebe.exporter.api.context.Context.RecordFilter;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;

/** Spares the broker from reading records for us that are never told. */
final class ToldRecords implements RecordFilter {

  @Override
  public boolean acceptType(RecordType type) {
    return type == RecordType.EVENT;
  }

  @Override
  public boolean acceptValue(ValueType type) {
    return type == ValueType.PROCESS_INSTANCE
        || type == ValueType.INCIDENT
        || type == ValueType.JOB;
  }
}
