package org.rempart.connector.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.SecretRef;

/** Reads private keys out of a secret. */
final class PrivateKeys {

  private PrivateKeys() {}

  static List<KeyPair> of(SecretRef secret) {
    // The trailing line end that a secret loses belongs to the format.
    byte[] text = (secret.read() + "\n").getBytes(StandardCharsets.UTF_8);
    try (var stream = new ByteArrayInputStream(text)) {
      List<KeyPair> pairs = new ArrayList<>();
      SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(secret.toString()), stream, FilePasswordProvider.EMPTY)
          .forEach(pairs::add);
      return pairs;
    } catch (IOException | GeneralSecurityException e) {
      // The cause is left out: parsers like to quote what they could not read.
      throw new ProductUnavailableException("secret " + secret + " is no usable private key", null);
    }
  }
}
