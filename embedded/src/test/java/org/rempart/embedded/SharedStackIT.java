package org.rempart.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SharedStackIT {

  @Test
  void postgresqlIsDurableAndEveryDatabaseIsEmpty() throws SQLException {
    String url = TestStack.postgres().createDatabase();

    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(setting(connection, "fsync")).isEqualTo("on");
      assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(connection, "listen_addresses")).isEqualTo("127.0.0.1");
      connection.createStatement().execute("create table kept (id int)");
      connection.createStatement().execute("insert into kept values (7)");
    }
    assertThat(TestStack.postgres().createDatabase()).isNotEqualTo(url);

    TestStack.postgres().kill();
    TestStack.postgres().start();

    try (Connection connection = DriverManager.getConnection(url)) {
      var row = connection.createStatement().executeQuery("select id from kept");
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isEqualTo(7);
    }
  }

  @Test
  void kafkaKeepsItsRecordsOverAKill() throws Exception {
    produce("kept", "a record");

    TestStack.kafka().kill();
    TestStack.kafka().start();

    assertThat(first("kept").value()).isEqualTo("a record");
  }

  @Test
  void theEngineAnswersAtOnceAndAfterAKill() {
    try (CamundaClient client = client()) {
      assertThat(client.newTopologyRequest().send().join().getBrokers()).hasSize(1);
      deploy(client, "before");

      TestStack.engine().kill();
      TestStack.engine().start();

      // Its gateway may need a moment more until it knows the partition's leader; clients try
      // again.
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> deploy(client, "after"));
      assertThat(
              client
                  .newCreateInstanceCommand()
                  .bpmnProcessId("before")
                  .latestVersion()
                  .send()
                  .join()
                  .getVersion())
          .isEqualTo(1);
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    var row = connection.createStatement().executeQuery("show " + name);
    row.next();
    return row.getString(1);
  }

  private static void produce(String topic, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(servers(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
    }
  }

  private static ConsumerRecord<String, String> first(String topic) {
    try (var consumer =
        new KafkaConsumer<>(servers(), new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(15)).iterator().next();
    }
  }

  private static Properties servers() {
    Properties properties = new Properties();
    properties.putAll(Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers()));
    return properties;
  }

  private static CamundaClient client() {
    return CamundaClient.newClientBuilder()
        .grpcAddress(TestStack.engine().grpcAddress())
        .preferRestOverGrpc(false)
        .build();
  }

  private static boolean deploy(CamundaClient client, String id) {
    String bpmn =
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
          <process id="%s" isExecutable="true">
            <startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/><endEvent id="e"/>
          </process>
        </definitions>
        """
            .formatted(id);
    client.newDeployResourceCommand().addResourceStringUtf8(bpmn, id + ".bpmn").send().join();
    return true;
  }
}
