package org.rempart.workers;

import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.response.DeploymentEvent;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.rempart.core.playbook.PlaybookLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives the engine the drawings of the library, all in one deployment, each time it is seen anew.
 * The engine makes no new version of a file that has not changed.
 */
@Component
@Order(1)
public class Deployment implements EngineReturn {

  private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

  private final EngineConnection connection;
  private final PlaybookLibrary library;
  private final Map<String, String> hashes = new ConcurrentHashMap<>();
  private volatile Set<String> deployed = Set.of();
  private volatile String fault = "nothing deployed yet";

  Deployment(EngineConnection connection, PlaybookLibrary library) {
    this.connection = connection;
    this.library = library;
  }

  /**
   * Deploys what the library holds now. A drawing that the engine refuses does not stop the rest:
   * the versions that it has already go on, and {@link #fault()} says what to mend.
   */
  @Override
  public void engineReturned() {
    var drawings = library.drawings();
    if (drawings.isEmpty()) {
      return;
    }
    try {
      remember(command(drawings).send().join(), drawings);
      fault = "";
      LOG.info("The engine has the {} drawings of the library.", drawings.size());
    } catch (ClientStatusException refused) {
      if (refused.getStatusCode() != Status.Code.INVALID_ARGUMENT) {
        throw refused;
      }
      fault = String.valueOf(refused.getMessage());
      LOG.error("The engine refuses the drawings: {}", fault);
    }
    // Also when they are refused: the same files would be refused again.
    deployed = contents(drawings);
  }

  /** Takes up what somebody changed in the overlay folder, without a restart. */
  @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
  void refresh() {
    if (!deployed.isEmpty() && !deployed.equals(contents(library.drawings()))) {
      engineReturned();
    }
  }

  private static Set<String> contents(List<PlaybookLibrary.Drawing> drawings) {
    return drawings.stream()
        .map(drawing -> drawing.resourceName() + " " + drawing.hash())
        .collect(Collectors.toUnmodifiableSet());
  }

  private DeployResourceCommandStep2 command(List<PlaybookLibrary.Drawing> drawings) {
    DeployResourceCommandStep1 first = connection.client().newDeployResourceCommand();
    DeployResourceCommandStep2 command = null;
    for (var drawing : drawings) {
      var step = command == null ? first : command;
      command = step.addResourceStringUtf8(drawing.bpmn(), drawing.resourceName());
    }
    return java.util.Objects.requireNonNull(command);
  }

  private void remember(DeploymentEvent event, List<PlaybookLibrary.Drawing> drawings) {
    for (var process : event.getProcesses()) {
      drawings.stream()
          .filter(drawing -> drawing.processId().equals(process.getBpmnProcessId()))
          .forEach(
              drawing ->
                  hashes.put(
                      key(process.getBpmnProcessId(), process.getVersion()), drawing.hash()));
    }
  }

  /** What keeps the library's drawings from the engine; empty when it has them. */
  public String fault() {
    return fault;
  }

  /**
   * SHA-256 of the file that a version was deployed from, hex; empty when this application did not
   * deploy it.
   */
  public String hash(String processId, int version) {
    return hashes.getOrDefault(key(processId, version), "");
  }

  private static String key(String processId, int version) {
    return processId + "/" + version;
  }
}
