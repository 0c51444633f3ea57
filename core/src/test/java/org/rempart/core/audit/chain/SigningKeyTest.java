package org.rempart.core.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

  /** PKCS #8 of an Ed25519 key is this, then its 32 bytes (RFC 8410). */
  private static final String PKCS8 = "302e020100300506032b657004220420";

  /** RFC 8032, section 7.1, test 2. */
  @Test
  void aPrivateKeyAloneGivesItsPublicKeyAndTheSignaturesOfTheStandard() {
    SigningKey key =
        SigningKey.read(
            pem(PKCS8 + "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));

    byte[] der = key.publicKey().getEncoded();
    assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(der, der.length - 32, der.length)))
        .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    assertThat(HexFormat.of().formatHex(key.sign(new byte[] {0x72})))
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  }

  @Test
  void aKeyThatWasWrittenIsReadAsTheSame() {
    SigningKey key = SigningKey.fresh();

    assertThat(SigningKey.read(key.privatePem()).id()).isEqualTo(key.id());
    assertThat(SigningKey.publicKeys(SigningKey.pem(key.publicKey())))
        .containsExactly(key.publicKey());
    assertThat(key.toString()).doesNotContain(key.privatePem().substring(30, 60));
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutRepeatingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.read("my secret"))
        .withMessageNotContaining("my secret");
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.read(pem("3003020100")));
  }

  private static String pem(String hex) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex))
        + "\n-----END PRIVATE KEY-----\n";
  }
}
