package org.rempart.connector.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;

/**
 * Where an HTTP API is and how it is trusted.
 *
 * @param url its address, without a slash at the end
 * @param timeout longest wait for one answer, default 10 s
 * @param caFile PEM file of a private certificate authority, or {@code null} for the public ones
 * @param client what is shown to a product that asks for a certificate, or {@code null}
 */
public record HttpSettings(
    URI url, Duration timeout, @Nullable Path caFile, @Nullable Client client) {

  /**
   * A client certificate (mutual TLS); read when the first connection is made.
   *
   * @param certificate PEM file of the certificate, with those that it hangs on
   * @param key its private key, PKCS #8 in PEM without a password
   */
  public record Client(Path certificate, SecretRef key) {}

  /**
   * Reads {@code url}, {@code timeout}, {@code ca-file}, {@code client-certificate}, {@code
   * client-key} and {@code unsafe-plain-http}. Plain http is for the loopback alone unless the last
   * one says otherwise: credentials would travel in the clear.
   */
  public static HttpSettings read(Options options) {
    return read(options, "url", "");
  }

  /**
   * The same for an address of another name.
   *
   * @param fallback the address when none is given; empty when it must be
   */
  public static HttpSettings read(Options options, String name, String fallback) {
    URI url = options.url(name, fallback);
    boolean plainAllowed = options.flag("unsafe-plain-http", false);
    if (url.getScheme().equals("http") && !plainAllowed && !loopback(url.getHost())) {
      options.fault(name, "must be https (or set unsafe-plain-http)");
    }
    String ca = options.text("ca-file", "");
    return new HttpSettings(
        url,
        options.duration("timeout", Duration.ofSeconds(10)),
        ca.isEmpty() ? null : Path.of(ca),
        client(options));
  }

  private static @Nullable Client client(Options options) {
    String certificate = options.text("client-certificate", "");
    SecretRef key = options.secretIfSet("client-key").orElse(null);
    if (certificate.isEmpty() != (key == null)) {
      options.fault("client-key", "and client-certificate belong together");
    }
    return key == null ? null : new Client(Path.of(certificate), key);
  }

  private static boolean loopback(String host) {
    return host.matches("localhost|127\\.[0-9.]+|\\[::1]|invalid");
  }
}
