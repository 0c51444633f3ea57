package org.rempart.connector.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.SecretRef;

/** Whom a connector trusts, and what it shows of itself. */
public final class Tls {

  private static final char[] NONE = {};

  private Tls() {}

  /**
   * A TLS context that trusts the certificates in a PEM file and nobody else, or the public
   * authorities, and shows a client certificate if there is one.
   *
   * @param caFile the PEM file, or {@code null} for the public ones
   * @param client what is shown, or {@code null} for nothing
   * @throws ProductUnavailableException when a file can't be read or holds none
   */
  public static SSLContext context(@Nullable Path caFile, HttpSettings.@Nullable Client client) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown(client), trusted(caFile), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ProductUnavailableException("TLS can't be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManager @Nullable [] trusted(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      KeyStore store = empty();
      int number = 0;
      for (Certificate one : certificates(file)) {
        store.setCertificateEntry("ca" + number++, one);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      return managers.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new ProductUnavailableException("ca-file " + file + " can't be read", e);
    }
  }

  private static KeyManager @Nullable [] shown(HttpSettings.@Nullable Client client) {
    if (client == null) {
      return null;
    }
    try {
      KeyStore store = empty();
      Certificate[] chain = certificates(client.certificate()).toArray(Certificate[]::new);
      store.setKeyEntry("client", key(client.key()), NONE, chain);
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NONE);
      return managers.getKeyManagers();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // The cause stays out: it may hold a piece of the key.
      String text = "client-certificate " + client.certificate() + " or its key can't be read";
      throw new ProductUnavailableException(text, null);
    }
  }

  /** A key in PEM without a password (PKCS #8, RFC 5958). */
  private static PrivateKey key(SecretRef reference) throws GeneralSecurityException {
    String pem = reference.read().replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        // Another algorithm's, then.
      }
    }
    throw new InvalidKeySpecException("not a key");
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem);
    }
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}
