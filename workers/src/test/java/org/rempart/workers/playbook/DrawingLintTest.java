package org.rempart.workers.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.Gateway;
import io.camunda.zeebe.model.bpmn.instance.InclusiveGateway;
import io.camunda.zeebe.model.bpmn.instance.ParallelGateway;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.ServiceTask;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnEdge;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnShape;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeAssignmentDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeHeader;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeInput;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rempart.connector.Capability;
import org.rempart.core.incident.Phase;
import org.rempart.core.playbook.PackedLibrary;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.core.playbook.PlaybookLibrary.Drawing;
import org.rempart.core.response.Responses;
import org.rempart.core.task.TaskBoard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a drawing must keep to so that workers, console and engine understand it. */
class DrawingLintTest {

  private static final PlaybookLibrary LIBRARY = PackedLibrary.packed();
  static final Set<String> JOBS =
      Set.of(
          "rempart.claim",
          "rempart.assess",
          "rempart.respond",
          "rempart.verify",
          "rempart.phase",
          "rempart.release",
          "rempart.grown",
          "rempart.switch-playbook",
          "rempart.close");
  private static final Set<String> GROUPS = Set.of("responders", "managers", "clinical");

  static Stream<Drawing> drawings() {
    return LIBRARY.drawings().stream();
  }

  @Test
  void thereAreTheWorkflowsAndPlaybooksThatTheTablesName() {
    assertThat(drawings().map(Drawing::processId))
        .containsExactly(
            "incident-v1",
            "respond-v1",
            "brute-force-v1",
            "data-leak-v1",
            "intrusion-v1",
            "ransomware-v1",
            "triage-v1");
    assertThat(LIBRARY.tables()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void idsSayTheirKindAndStandOnce(Drawing drawing) {
    List<String> ids = elements(drawing).map(FlowElement::getId).toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids)
        .allMatch(
            id ->
                id.matches(
                    "(Task|UserTask|Call|Gateway|StartEvent|EndEvent|CatchEvent|BoundaryEvent|Event|Phase|Flow)"
                        + "_[A-Z][A-Za-z]*"));
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void everyJobHasItsWorker(Drawing drawing) {
    assertThat(each(drawing, ServiceTask.class).map(task -> job(task).getType())).isSubsetOf(JOBS);
    assertThat(each(drawing, ServiceTask.class).map(task -> job(task).getRetries()))
        .allMatch("5"::equals);
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void phasesAreOnesThatThereAre(Drawing drawing) {
    Set<String> phases =
        Arrays.stream(Phase.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    assertThat(
            each(drawing, ServiceTask.class)
                .filter(task -> job(task).getType().equals("rempart.phase"))
                .map(task -> headers(task).get("phase")))
        .isSubsetOf(phases);
    assertThat(responses(drawing).map(call -> inputs(call).getOrDefault("phase", "DETECT")))
        .isSubsetOf(phases);
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void responsesNameCapabilitiesAndTargetSetsThatThereAre(Drawing drawing) {
    assertThat(
            responses(drawing)
                .filter(call -> !byHand(call))
                .map(call -> inputs(call).get("capability")))
        .isSubsetOf(capabilities());
    assertThat(responses(drawing).map(call -> inputs(call).get("targetSet")))
        .isSubsetOf(Responses.targetSets());
    assertThat(responses(drawing).map(call -> inputs(call).get("incidentId")))
        .allMatch("incidentId"::equals);
  }

  /** What a person asks for: no drawing says it before, and none but the incident's own asks so. */
  private static boolean byHand(CallActivity call) {
    return "NAMED".equals(inputs(call).get("targetSet"))
        && "capability".equals(inputs(call).get("capability"))
        && "requestId".equals(inputs(call).get("requestId"));
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void calledProcessesShareNoVariablesByAccident(Drawing drawing) {
    assertThat(each(drawing, CallActivity.class).map(DrawingLintTest::called))
        .allMatch(c -> !c.isPropagateAllChildVariablesEnabled())
        .allMatch(c -> !c.isPropagateAllParentVariablesEnabled());
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void everyUserTaskHasAFormAGroupAKindAndADueTime(Drawing drawing) {
    each(drawing, UserTask.class)
        .forEach(
            task -> {
              Map<String, String> headers = headers(task);
              assertThat(LIBRARY.form(form(task), Locale.ENGLISH)).as(form(task)).isPresent();
              assertThat(groups(task)).as(task.getId()).isNotEmpty().isSubsetOf(GROUPS);
              assertThat(TaskBoard.Kind.valueOf(headers.get("kind"))).isNotNull();
              assertThat(Duration.parse(headers.get("dueIn"))).as(task.getId()).isPositive();
            });
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void whatAUserTaskGivesBackIsAFieldOfItsForm(Drawing drawing) {
    each(drawing, UserTask.class)
        .filter(task -> headers(task).containsKey("outputs"))
        .forEach(
            task ->
                assertThat(headers(task).get("outputs").split(","))
                    .as(task.getId())
                    .isSubsetOf(keys(form(task))));
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void gatewaysThatSplitByConditionHaveADefaultOrCoverAll(Drawing drawing) {
    each(drawing, Gateway.class)
        .filter(gateway -> gateway.getOutgoing().size() > 1)
        .flatMap(gateway -> gateway.getOutgoing().stream())
        .filter(flow -> flow.getConditionExpression() != null)
        .map(SequenceFlow::getSource)
        .distinct()
        .forEach(
            gateway ->
                assertThat(gateway.getAttributeValue("default")).as(gateway.getId()).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void noGatewayJoinsWhatBroker85CanNotJoinOrForksWhatItJoins(Drawing drawing) {
    assertThat(each(drawing, InclusiveGateway.class)).allMatch(g -> g.getIncoming().size() == 1);
    assertThat(each(drawing, ParallelGateway.class))
        .allMatch(g -> g.getIncoming().size() == 1 || g.getOutgoing().size() == 1);
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void everyElementIsDrawn(Drawing drawing) {
    var bpmn = Model.of(drawing.bpmn()).bpmn();
    Set<String> drawn = new HashSet<>();
    bpmn.getModelElementsByType(BpmnShape.class)
        .forEach(shape -> drawn.add(shape.getBpmnElement().getId()));
    bpmn.getModelElementsByType(BpmnEdge.class)
        .forEach(edge -> drawn.add(edge.getBpmnElement().getId()));

    assertThat(elements(drawing).map(FlowElement::getId)).isSubsetOf(drawn);
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void everyNameStandsInBothLanguages(Drawing drawing) {
    for (FlowElement element : elements(drawing).filter(e -> e.getName() != null).toList()) {
      String id = element.getId();
      assertThat(LIBRARY.elementName(drawing.processId(), id, Locale.ENGLISH))
          .isEqualTo(element.getName());
      assertThat(LIBRARY.elementName(drawing.processId(), id, Locale.FRENCH))
          .as(id)
          .isNotEqualTo(id);
    }
    assertThat(LIBRARY.title(drawing.processId(), Locale.FRENCH)).isNotEqualTo(drawing.processId());
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void tasksEventsAndDecisionsHaveNames(Drawing drawing) {
    assertThat(
            elements(drawing)
                .filter(e -> !(e instanceof SequenceFlow) && e.getName() == null)
                .map(FlowElement::getId))
        .as("only joins, forks and event-based gateways go without a name")
        .allMatch(id -> id.startsWith("Gateway_"));
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void everyPlaybookEndsWithAReviewUnlessItHandsOn(Drawing drawing) {
    if (!drawing.playbook() || drawing.processId().equals("triage-v1")) {
      return;
    }
    assertThat(
            each(drawing, UserTask.class)
                .map(DrawingLintTest::form)
                .filter(f -> f.endsWith("review")))
        .singleElement()
        .satisfies(
            form ->
                assertThat(keys(form))
                    .contains(
                        "verdict",
                        "rootCause",
                        "wentWell",
                        "wentBadly",
                        "lessons",
                        "improvements.what",
                        "improvements.who",
                        "improvements.until"));
  }

  private static Stream<FlowElement> elements(Drawing drawing) {
    return Model.of(drawing.bpmn()).flowElements().stream();
  }

  private static <T extends FlowElement> Stream<T> each(Drawing drawing, Class<T> kind) {
    return elements(drawing).filter(kind::isInstance).map(kind::cast);
  }

  private static Stream<CallActivity> responses(Drawing drawing) {
    return each(drawing, CallActivity.class)
        .filter(call -> called(call).getProcessId().equals("respond-v1"));
  }

  private static ZeebeCalledElement called(CallActivity call) {
    return call.getSingleExtensionElement(ZeebeCalledElement.class);
  }

  private static ZeebeTaskDefinition job(ServiceTask task) {
    return task.getSingleExtensionElement(ZeebeTaskDefinition.class);
  }

  private static String form(UserTask task) {
    return task.getSingleExtensionElement(ZeebeFormDefinition.class).getFormKey();
  }

  private static List<String> groups(UserTask task) {
    return List.of(
        task.getSingleExtensionElement(ZeebeAssignmentDefinition.class)
            .getCandidateGroups()
            .split(","));
  }

  private static Map<String, String> headers(FlowElement element) {
    Map<String, String> headers = new HashMap<>();
    element
        .getExtensionElements()
        .getElementsQuery()
        .list()
        .forEach(
            extension ->
                extension
                    .getChildElementsByType(ZeebeHeader.class)
                    .forEach(header -> headers.put(header.getKey(), header.getValue())));
    return headers;
  }

  /** The call's inputs, without FEEL's equals sign and quotes. */
  private static Map<String, String> inputs(CallActivity call) {
    Map<String, String> inputs = new HashMap<>();
    call.getExtensionElements()
        .getElementsQuery()
        .list()
        .forEach(
            extension ->
                extension
                    .getChildElementsByType(ZeebeInput.class)
                    .forEach(
                        input ->
                            inputs.put(
                                input.getTarget(), input.getSource().replaceAll("[=\"]", ""))));
    return inputs;
  }

  private static Set<String> capabilities() {
    return Arrays.stream(Capability.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == Capability.class)
        .map(
            field -> {
              try {
                return field.get(null).toString();
              } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
              }
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keys(String formId) {
    Set<String> keys = new TreeSet<>();
    keys(
        JsonMapper.shared().readTree(LIBRARY.form(formId, Locale.ENGLISH).orElseThrow()), "", keys);
    return keys;
  }

  private static void keys(JsonNode parent, String prefix, Set<String> keys) {
    for (JsonNode component : parent.path("components")) {
      if (component.has("key")) {
        keys.add(prefix + component.path("key").asString());
      }
      keys(component, prefix + component.path("path").asString("") + ".", keys);
    }
  }
}
