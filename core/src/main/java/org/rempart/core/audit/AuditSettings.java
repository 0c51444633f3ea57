package org.rempart.core.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.SecretRef;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the audit is proven.
 *
 * @param folder where the signing key and the file of checkpoints are kept
 * @param key reference ({@code file:/…} or {@code env:…}) of an Ed25519 private key as PEM; {@code
 *     null} for one of our own, made at the first start in {@code folder}
 * @param checkpointEvery longest time that sealed entries wait for a signed checkpoint
 * @param checkpointFile where each checkpoint is appended; {@code null} for {@code
 *     checkpoints.ndjson} in {@code folder}. Best on another machine's disk
 * @param recipients mail addresses that get each checkpoint; {@code null} for the managers of
 *     {@code rempart.notify}
 */
@ConfigurationProperties("rempart.audit")
public record AuditSettings(
    @DefaultValue("audit") Path folder,
    @Nullable String key,
    @DefaultValue("P1D") Duration checkpointEvery,
    @Nullable Path checkpointFile,
    @Nullable List<String> recipients) {

  public AuditSettings {
    if (key != null) {
      new SecretRef(key);
    }
    if (checkpointEvery.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("rempart.audit.checkpoint-every must be a minute or more");
    }
  }

  /** The file of checkpoints. */
  public Path checkpoints() {
    return checkpointFile == null ? folder.resolve("checkpoints.ndjson") : checkpointFile;
  }
}
