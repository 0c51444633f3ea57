package org.rempart.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.SecretRef;

/** Against a real TLS server that lets in whoever shows the right certificate. */
class ClientCertificateTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    KeyStore own = pair("server");
    KeyStore clients = KeyStore.getInstance("PKCS12");
    clients.load(null, null);
    clients.setCertificateEntry("client", pair("client").getCertificate("client"));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(demanding(context(own, clients)));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes());
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theProductLetsInWhoShowsTheCertificateAndNobodyElse() throws Exception {
    try (JsonApi api = api(client("client", "client.key"))) {
      assertThat(api.get("/", Map.of()).status()).isEqualTo(200);
    }
    try (JsonApi api = api(null)) {
      assertThatThrownBy(() -> api.get("/", Map.of())).isInstanceOf(ConnectorException.class);
    }
    pair("stranger");
    try (JsonApi api = api(client("stranger", "stranger.key"))) {
      assertThatThrownBy(() -> api.get("/", Map.of())).isInstanceOf(ConnectorException.class);
    }
  }

  @Test
  void aKeyThatCanNotBeReadIsToldWithoutIt() throws Exception {
    Files.writeString(folder.resolve("bad.key"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n");
    try (JsonApi api = api(client("client", "bad.key"))) {
      assertThatThrownBy(() -> api.get("/", Map.of()))
          .isInstanceOf(ProductUnavailableException.class)
          .hasMessageContaining("client-certificate")
          .hasMessageNotContaining("c2VjcmV0");
    }
  }

  private JsonApi api(HttpSettings.Client client) {
    URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    Duration timeout = Duration.ofSeconds(10);
    return new JsonApi(new HttpSettings(url, timeout, folder.resolve("server.pem"), client));
  }

  private HttpSettings.Client client(String name, String key) {
    return new HttpSettings.Client(
        folder.resolve(name + ".pem"), new SecretRef("file:" + folder.resolve(key)));
  }

  /** A key pair with its own certificate, in a store and as PEM files. */
  private KeyStore pair(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                ("%s -genkeypair -alias %s -keyalg EC -dname CN=%s -ext SAN=IP:127.0.0.1 -validity"
                        + " 2 -storetype PKCS12 -storepass changeit -keystore %s")
                    .formatted(keytool, name, name, file)
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes());
    assertThat(made.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
    pem(name + ".pem", "CERTIFICATE", store.getCertificate(name).getEncoded());
    pem(name + ".key", "PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
    return store;
  }

  private void pem(String file, String what, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder().encodeToString(bytes);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }

  private static SSLContext context(KeyStore own, KeyStore trusted) throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static HttpsConfigurator demanding(SSLContext context) {
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters demand = context.getDefaultSSLParameters();
        demand.setNeedClientAuth(true);
        parameters.setSSLParameters(demand);
      }
    };
  }
}
