package org.rempart.connector.shell;

import java.net.SocketAddress;
import java.security.PublicKey;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/** Takes a host only with the key that the settings name. */
record KnownFingerprint(String fingerprint) implements ServerKeyVerifier {

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    return fingerprint.equals(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
  }
}
