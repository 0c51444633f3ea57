package org.rempart.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wire that disturbs nothing would let every run pass. */
class WireTest {

  private static final Duration TIMEOUT = Duration.ofMillis(600);
  private static final String WRITE = "/opnsense/api/firewall/alias_util/add/blocked";
  private static final String READ = "/opnsense/api/firewall/alias_util/list/blocked";

  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private HttpServer product;
  private Wire wire;
  private HttpClient client;

  @BeforeEach
  void open() throws IOException {
    product = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    product.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          arrived.add(exchange.getRequestURI().getPath());
          byte[] answer = ("answer " + arrived.size()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    product.start();
    wire = new Wire(product.getAddress().getPort(), TIMEOUT);
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterEach
  void close() {
    client.close();
    wire.close();
    product.stop(0);
  }

  @Test
  void undisturbedItCarriesRequestsAndAnswers() throws Exception {
    assertThat(sent(WRITE)).isEqualTo("answer 1");
    assertThat(sent(READ)).isEqualTo("answer 2");
    assertThat(wire.spent()).isTrue();
  }

  @Test
  void aLostAnswerLeavesTheEffect() {
    arm(Trouble.LOSE_ANSWER);
    assertThatThrownBy(() -> sent(WRITE)).isInstanceOf(HttpTimeoutException.class);
    assertThat(arrived).hasSize(1);
    assertThat(wire.spent()).isTrue();
  }

  @Test
  void aConnectionThatBreaksLeavesTheEffect() {
    arm(Trouble.CUT_ANSWER);
    assertThatThrownBy(() -> sent(WRITE)).isInstanceOf(IOException.class);
    assertThat(arrived).isNotEmpty();
  }

  @Test
  void aLostRequestNeverArrives() {
    arm(Trouble.LOSE_REQUEST);
    assertThatThrownBy(() -> sent(WRITE)).isInstanceOf(HttpTimeoutException.class);
    assertThat(arrived).isEmpty();
  }

  @Test
  void aRepeatedRequestArrivesTwice() throws Exception {
    arm(Trouble.REPEAT_REQUEST);
    assertThat(sent(WRITE)).isEqualTo("answer 2");
    assertThat(arrived).hasSize(2);
  }

  @Test
  void aRepeatedAnswerIsSentTwiceForOneRequest() throws Exception {
    arm(Trouble.REPEAT_ANSWER);
    assertThat(sent(WRITE)).isEqualTo("answer 1");
    assertThat(arrived).hasSize(1);
  }

  @Test
  void aDelayedAnswerComesInTime() throws Exception {
    arm(Trouble.DELAY_ANSWER);
    long start = System.nanoTime();
    assertThat(sent(WRITE)).isEqualTo("answer 1");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(TIMEOUT.dividedBy(2));
  }

  @Test
  void onlyAWriteOfTheProductThatIsMeantIsDisturbedAndOnlyOnce() throws Exception {
    arm(Trouble.LOSE_ANSWER);
    assertThat(sent(READ)).isEqualTo("answer 1");
    assertThat(sent("/glpi/apirest.php/Ticket")).isEqualTo("answer 2");
    assertThatThrownBy(() -> sent(WRITE)).isInstanceOf(HttpTimeoutException.class);
    assertThat(sent(WRITE)).isEqualTo("answer 4");
  }

  private void arm(Trouble trouble) {
    wire.arm(new Fault.Disturbance(Product.OPNSENSE, trouble, Stage.CONTAIN));
  }

  private String sent(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wire.port() + path))
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
