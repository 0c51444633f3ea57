package org.rempart.core.audit.chain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An Ed25519 key pair (RFC 8032) that signs checkpoints; written as PEM, as OpenSSL does. */
public final class SigningKey {

  private static final String ALGORITHM = "Ed25519";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private SigningKey(KeyPair pair) {
    this.privateKey = pair.getPrivate();
    this.publicKey = pair.getPublic();
  }

  /** Makes a new pair. */
  public static SigningKey fresh() {
    try {
      return new SigningKey(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  /**
   * Reads a pair from its private key, as {@code openssl genpkey -algorithm ed25519} writes it.
   *
   * @throws IllegalArgumentException when there is none; the message repeats nothing of the text
   */
  public static SigningKey read(String pem) {
    for (Matcher block = PEM.matcher(pem); block.find(); ) {
      if (block.group(1).equals("PRIVATE KEY")) {
        return new SigningKey(pair(decoded(block)));
      }
    }
    throw new IllegalArgumentException("holds no PEM block PRIVATE KEY (PKCS #8)");
  }

  /**
   * Public keys of a PEM text, at least one.
   *
   * @throws IllegalArgumentException when there is none, or one is no Ed25519 key
   */
  public static List<PublicKey> publicKeys(String pem) {
    List<PublicKey> keys = new ArrayList<>();
    for (Matcher block = PEM.matcher(pem); block.find(); ) {
      if (block.group(1).equals("PUBLIC KEY")) {
        keys.add(publicKey(decoded(block)));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("holds no PEM block PUBLIC KEY");
    }
    return List.copyOf(keys);
  }

  /**
   * A public key from its DER form (SubjectPublicKeyInfo, RFC 8410).
   *
   * @throws IllegalArgumentException when it is none
   */
  public static PublicKey publicKey(byte[] der) {
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("holds a public key that is not Ed25519", e);
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  /** First 16 hex digits of the SHA-256 of a public key's DER form. */
  public static String id(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  /** A public key as PEM, with its id in a comment line. */
  public static String pem(PublicKey key) {
    return "# " + id(key) + "\n" + block("PUBLIC KEY", key.getEncoded());
  }

  static boolean verifies(PublicKey key, byte[] content, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  /** The key's id. */
  public String id() {
    return id(publicKey);
  }

  /** What others check signatures with. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The private key as PEM (PKCS #8): a secret. */
  public String privatePem() {
    return block("PRIVATE KEY", privateKey.getEncoded());
  }

  byte[] sign(byte[] content) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(privateKey);
      signer.update(content);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  /** Names the key and nothing of it. */
  @Override
  public String toString() {
    return "SigningKey[" + id() + "]";
  }

  /**
   * The JDK has no call that gives the public key of a private one, but makes a pair from 32 random
   * bytes, which are the private key (RFC 8032, section 5.1.5).
   */
  private static KeyPair pair(byte[] pkcs8) {
    try {
      PrivateKey read =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      byte[] seed = ((EdECPrivateKey) read).getBytes().orElseThrow();
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
      return generator.generateKeyPair();
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("holds a private key that is not Ed25519", e);
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private static byte[] decoded(Matcher block) {
    return Base64.getMimeDecoder().decode(block.group(2));
  }

  private static String block(String name, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(name, lines, name);
  }

  private static IllegalStateException impossible(GeneralSecurityException e) {
    return new IllegalStateException("every JDK has Ed25519 and SHA-256", e);
  }

  /** Gives out bytes that are known already. */
  private static final class Given extends SecureRandom {

    private static final long serialVersionUID = 1L;
    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] out) {
      System.arraycopy(bytes, 0, out, 0, out.length);
    }
  }
}
