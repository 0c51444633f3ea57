package org.rempart.workers;

import io.camunda.client.CamundaClient;
import io.camunda.client.impl.CamundaClientBuilderImpl;
import io.camunda.client.impl.CamundaClientImpl;
import io.camunda.client.impl.oauth.OAuthCredentialsProviderBuilder;
import io.grpc.ManagedChannel;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/**
 * The one client of the engine. It is there whether or not the engine is; nothing is sent at
 * construction.
 */
@Component
public class EngineConnection {

  private final ManagedChannel channel;
  private final CamundaClient client;
  private final ExecutorService jobs;

  public EngineConnection(EngineSettings settings) {
    jobs =
        Executors.newFixedThreadPool(
            settings.threads(), Thread.ofPlatform().name("job-", 0).factory());
    var builder = new CamundaClientBuilderImpl();
    builder
        .grpcAddress(settings.grpcAddress())
        // Brokers before 8.8 have no REST commands.
        .preferRestOverGrpc(false)
        .defaultRequestTimeout(settings.requestTimeout())
        .defaultMessageTimeToLive(settings.messageTimeToLive())
        .defaultJobWorkerName("rempart")
        .jobHandlingExecutor(jobs, false);
    if (settings.caCertificate() != null) {
      builder.caCertificatePath(settings.caCertificate());
    }
    if (settings.oauth() != null) {
      builder.credentialsProvider(credentials(settings.oauth()));
    }
    // The channel is ours so that hurry() can reach it; the builder's own would hide it.
    channel = CamundaClientImpl.buildChannel(builder);
    client = new CamundaClientImpl(builder, channel);
  }

  private static io.camunda.client.CredentialsProvider credentials(EngineSettings.Oauth oauth) {
    return new OAuthCredentialsProviderBuilder()
        .authorizationServerUrl(oauth.authorizationServer().toString())
        .audience(oauth.audience())
        .clientId(oauth.clientId())
        .clientSecret(oauth.clientSecret())
        .build();
  }

  /** The client; safe to share. */
  public CamundaClient client() {
    return client;
  }

  /**
   * Tries to connect now. By itself gRPC waits ever longer between attempts, up to two minutes,
   * which is how long incidents would stand still after the engine is back.
   */
  void hurry() {
    channel.resetConnectBackoff();
  }

  @PreDestroy
  void close() {
    client.close();
    jobs.shutdown();
  }
}
