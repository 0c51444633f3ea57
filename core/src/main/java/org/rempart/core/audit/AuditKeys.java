package org.rempart.core.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import org.rempart.connector.SecretRef;
import org.rempart.core.audit.chain.SigningKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The key that checkpoints are signed with, and the public keys of all that ever were. To rotate,
 * the file or the reference is replaced: the next checkpoint is signed by the new key, and
 * checkpoints of the former one stay valid by its public key.
 */
@Component
public class AuditKeys {

  private final JdbcClient jdbc;
  private final AuditTrail trail;
  private final AuditSettings settings;
  private final TransactionTemplate transaction;

  AuditKeys(
      JdbcClient jdbc,
      AuditTrail trail,
      AuditSettings settings,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.trail = trail;
    this.settings = settings;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Public keys in the order of their first use. */
  public List<PublicKey> publicKeys() {
    return jdbc.sql("select public_key from audit_key order by since, id")
        .query((row, n) -> SigningKey.publicKey(row.getBytes(1)))
        .list();
  }

  /**
   * The key in use, read now, so that a rotated one is taken up without a restart; made when there
   * is none.
   *
   * @throws IllegalStateException when it can't be read or made; the message says where it is
   */
  SigningKey current() {
    SigningKey key = settings.key() == null ? own() : read(settings.key());
    makeKnown(key);
    return key;
  }

  private static SigningKey read(String reference) {
    try {
      return SigningKey.read(new SecretRef(reference).read());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("rempart.audit.key " + reference + " " + e.getMessage(), e);
    }
  }

  private SigningKey own() {
    Path file = settings.folder().resolve("key.pem").toAbsolutePath();
    try {
      if (!Files.exists(file)) {
        make(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the audit's signing key can't be made at " + file, e);
    }
    return read("file:" + file);
  }

  /** Whole or not at all, for its owner alone; of two instances at once the first one's stays. */
  private static void make(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    var owner = PosixFilePermissions.fromString("rw-------");
    Path next =
        Files.createTempFile(
            file.getParent(), "key", ".new", PosixFilePermissions.asFileAttribute(owner));
    try {
      Files.writeString(next, SigningKey.fresh().privatePem());
      Files.createLink(file, next);
    } catch (FileAlreadyExistsException another) {
      // Its key is as good as ours.
    } finally {
      Files.delete(next);
    }
  }

  private void makeKnown(SigningKey key) {
    transaction.executeWithoutResult(
        status -> {
          int added =
              jdbc.sql(
                      "insert into audit_key (id, public_key) values (?, ?) on conflict do nothing")
                  .params(key.id(), key.publicKey().getEncoded())
                  .update();
          if (added > 0) {
            trail.record(
                Actor.system("audit"),
                "audit.key",
                "audit-key",
                key.id(),
                null,
                Map.of("publicKey", SigningKey.pem(key.publicKey())),
                null);
          }
        });
  }
}
