package org.rempart.workers.relay;

import io.camunda.client.CamundaClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.workers.EngineConnection;
import org.rempart.workers.EngineSettings;
import org.rempart.workers.Settling;
import org.springframework.stereotype.Component;

/** Turns an outbox row into the engine's command. Sending one twice is harmless. */
@Component
class EngineCommands {

  private final CamundaClient client;
  private final EngineSettings settings;
  private final Settling settling;

  EngineCommands(EngineConnection connection, EngineSettings settings, Settling settling) {
    this.client = connection.client();
    this.settings = settings;
    this.settling = settling;
  }

  /** Sends it; completes when the engine has it. */
  CompletableFuture<Void> send(OutboxRows.Row row) {
    try {
      return switch (row.topic()) {
        case OutboxTopic.INCIDENT_OPENED ->
            message(row.topic(), row.key(), start(row), Map.of("incidentId", row.key()));
        case OutboxTopic.INCIDENT_GROWN ->
            message(
                row.topic(), row.key(), row.topic() + "-" + row.id(), Map.of("notice", row.id()));
        case OutboxTopic.INCIDENT_VERDICT, OutboxTopic.ACTION_SETTLED ->
            message(row.topic(), row.key(), row.topic() + "-" + row.id(), Map.of());
        case OutboxTopic.RESPONSE_ASKED ->
            message(row.topic(), row.key(), row.topic() + "-" + row.id(), row.payload());
        case OutboxTopic.TASK_COMPLETED -> completeTask(row.payload());
        case OutboxTopic.ENGINE_REPAIR -> repair(row.payload());
        default -> throw new IllegalArgumentException("no command for topic " + row.topic());
      };
    } catch (RuntimeException unfit) {
      return CompletableFuture.failedFuture(unfit);
    }
  }

  /**
   * The same over every repeat; a start that must not pass for a repeat brings a word of its own.
   */
  private static String start(OutboxRows.Row row) {
    var anew = row.payload().get("start");
    return anew == null ? row.key() : row.key() + "/" + anew;
  }

  private CompletableFuture<Void> message(
      String name, String correlationKey, String id, Map<String, Object> variables) {
    return settling.send(
        () ->
            client
                .newPublishMessageCommand()
                .messageName(name)
                .correlationKey(correlationKey)
                .messageId(id)
                .timeToLive(settings.messageTimeToLive())
                .variables(variables)
                .send());
  }

  private CompletableFuture<Void> completeTask(Map<String, Object> payload) {
    var job = key(payload, "jobKey");
    return settling.send(
        () -> client.newCompleteCommand(job).variables((Object) payload.get("outputs")).send());
  }

  /** Mends an engine incident: fresh retries for its job, if it has one, then on with the token. */
  private CompletableFuture<Void> repair(Map<String, Object> payload) {
    var incident = key(payload, "incidentKey");
    var job = payload.get("jobKey") == null ? -1 : key(payload, "jobKey");
    var retries =
        job < 0
            ? CompletableFuture.<Void>completedFuture(null)
            : settling.send(() -> client.newUpdateRetriesCommand(job).retries(3).send());
    return retries.thenCompose(
        nothing -> settling.send(() -> client.newResolveIncidentCommand(incident).send()));
  }

  private static long key(Map<String, Object> payload, String name) {
    return ((Number) payload.get(name)).longValue();
  }
}
