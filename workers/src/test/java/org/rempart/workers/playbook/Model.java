package org.rempart.workers.playbook;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.EventBasedGateway;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** A drawing as its elements. */
record Model(BpmnModelInstance bpmn) {

  static Model of(String xml) {
    return new Model(
        Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
  }

  Collection<FlowElement> flowElements() {
    return bpmn.getModelElementsByType(FlowElement.class);
  }

  /**
   * Ids of what a case must reach: all but the flows that leave an event-based gateway, as the
   * engine tells of the event that was met and not of the flow to it.
   */
  List<String> idsToReach() {
    return flowElements().stream()
        .filter(
            e -> !(e instanceof SequenceFlow flow && flow.getSource() instanceof EventBasedGateway))
        .map(FlowElement::getId)
        .toList();
  }
}
