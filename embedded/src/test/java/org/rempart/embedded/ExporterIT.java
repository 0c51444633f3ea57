package org.rempart.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** The exporter in a real broker, writing to a real Kafka. */
class ExporterIT {

  private static final String PROCESS =
      """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"
                   xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
        <process id="watched-v1" isExecutable="true">
          <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="wait"/>
          <serviceTask id="wait">
            <extensionElements><zeebe:taskDefinition type="nobody"/></extensionElements>
          </serviceTask>
          <sequenceFlow id="f2" sourceRef="wait" targetRef="broken"/>
          <serviceTask id="broken">
            <extensionElements><zeebe:taskDefinition type="=missing"/></extensionElements>
          </serviceTask>
          <sequenceFlow id="f3" sourceRef="broken" targetRef="end"/><endEvent id="end"/>
        </process>
      </definitions>
      """;

  private final List<String> told = new ArrayList<>();

  @Test
  void elementStatesEngineIncidentsAndCancelledJobsReachTheTopicEvenAcrossAKafkaOutage() {
    try (CamundaClient client = client();
        var consumer = consumer()) {
      client.newDeployResourceCommand().addResourceStringUtf8(PROCESS, "w.bpmn").send().join();
      long cancelled = start(client);
      awaitTold(consumer, cancelled, "\"kind\":\"element\"", "\"elementId\":\"wait\"", "ACTIVATED");
      client.newCancelInstanceCommand(cancelled).send().join();
      awaitTold(consumer, cancelled, "\"kind\":\"job\"", "CANCELED", "\"jobType\":\"nobody\"");
      awaitTold(consumer, cancelled, "TERMINATED", "\"elementType\":\"PROCESS\"");

      TestStack.kafka().kill();
      long broken = start(client);
      completeOne(client);
      TestStack.kafka().start();

      awaitTold(
          consumer, broken, "\"kind\":\"engine-incident\"", "CREATED", "\"elementId\":\"broken\"");
      awaitTold(consumer, broken, "\"elementId\":\"wait\"", "COMPLETED");
      assertThat(told).noneMatch(line -> line.contains("secret"));
    }
  }

  private void awaitTold(KafkaConsumer<String, String> consumer, long instance, String... parts) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(200)).forEach(line -> told.add(line.value()));
              return told.stream()
                  .filter(line -> line.contains("\"processInstanceKey\":" + instance))
                  .anyMatch(line -> List.of(parts).stream().allMatch(line::contains));
            });
  }

  private static long start(CamundaClient client) {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("watched-v1")
        .latestVersion()
        .variables(Map.of("note", "secret"))
        .send()
        .join()
        .getProcessInstanceKey();
  }

  private static void completeOne(CamundaClient client) {
    var jobs =
        client
            .newActivateJobsCommand()
            .jobType("nobody")
            .maxJobsToActivate(1)
            .requestTimeout(Duration.ofSeconds(10))
            .send()
            .join()
            .getJobs();
    client.newCompleteCommand(jobs.getFirst()).send().join();
  }

  private static CamundaClient client() {
    return CamundaClient.newClientBuilder()
        .grpcAddress(TestStack.engine().grpcAddress())
        .preferRestOverGrpc(false)
        .build();
  }

  private static KafkaConsumer<String, String> consumer() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            TestStack.kafka().bootstrapServers(),
            "group.id",
            "exporter-test",
            "metadata.max.age.ms",
            1_000,
            "auto.offset.reset",
            "earliest");
    var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of("rempart.engine"));
    return consumer;
  }
}
