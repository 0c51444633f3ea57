package org.rempart.workers;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the engine is and how hard it is worked.
 *
 * @param grpcAddress the gateway, {@code http://} for plain text on loopback, {@code https://} for
 *     TLS
 * @param caCertificate PEM file of the authority that signed the gateway's certificate, if it is
 *     not a public one
 * @param oauth credentials of a secured cluster or SaaS, or {@code null}
 * @param threads jobs handled at the same time, all types together
 * @param maxJobsActive jobs of one type that wait or run here at the same time
 * @param publishing outbox rows on their way to the engine at the same time; few, as new incidents
 *     must not hold up the responses of those that run
 * @param requestTimeout after which a command without an answer counts as failed
 * @param jobTimeout longest time after which a job of an application that died is handed out again;
 *     {@code null} leaves it to each kind of job (20 s, 60 s for those that call products)
 * @param pollInterval how often workers look for jobs that no stream brought
 * @param watchInterval how often the engine is asked whether it is there
 * @param watchFor how long playbooks watch after giving access back; {@code null} leaves it to the
 *     drawings
 * @param messageTimeToLive how long the engine keeps a message that nothing waits for yet
 */
@ConfigurationProperties("rempart.engine")
public record EngineSettings(
    @DefaultValue("http://127.0.0.1:26500") URI grpcAddress,
    @Nullable String caCertificate,
    @Nullable Oauth oauth,
    @DefaultValue("32") int threads,
    @DefaultValue("32") int maxJobsActive,
    @DefaultValue("16") int publishing,
    @DefaultValue("10s") Duration requestTimeout,
    @Nullable Duration jobTimeout,
    @DefaultValue("1s") Duration pollInterval,
    @DefaultValue("2s") Duration watchInterval,
    @Nullable Duration watchFor,
    @DefaultValue("1h") Duration messageTimeToLive) {

  public EngineSettings {
    if (threads < 1 || maxJobsActive < 1 || publishing < 1) {
      throw new IllegalArgumentException(
          "rempart.engine.threads, max-jobs-active and publishing must be at least 1");
    }
  }

  /** How long a job that would take this long belongs to who took it. */
  public Duration within(Duration usual) {
    return jobTimeout == null || jobTimeout.compareTo(usual) > 0 ? usual : jobTimeout;
  }

  /**
   * Client credentials.
   *
   * @param authorizationServer where tokens come from
   * @param audience what they are for
   * @param clientId who asks
   * @param clientSecret the secret, given by environment variable or mounted file
   */
  public record Oauth(
      URI authorizationServer, String audience, String clientId, String clientSecret) {

    @Override
    public String toString() {
      return "Oauth[" + clientId + " at " + authorizationServer + "]";
    }
  }
}
