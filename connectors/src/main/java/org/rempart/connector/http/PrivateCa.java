package org.rempart.connector.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.rempart.connector.ProductUnavailableException;

/** Trust in a certificate authority of the house. */
public final class PrivateCa {

  private PrivateCa() {}

  /**
   * A TLS context that trusts the certificates in a PEM file and nobody else.
   *
   * @throws ProductUnavailableException when the file can't be read or holds none
   */
  public static SSLContext context(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
        store.setCertificateEntry("ca" + number++, c);
      }
      return trusting(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new ProductUnavailableException("ca-file " + file + " can't be read", e);
    }
  }

  private static SSLContext trusting(KeyStore store) throws GeneralSecurityException {
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
