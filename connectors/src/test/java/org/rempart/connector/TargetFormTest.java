package org.rempart.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetFormTest {

  @ParameterizedTest
  @CsvSource({
    "ADDRESS, ::ffff:192.0.2.1, 192.0.2.1",
    "ADDRESS, 2001:DB8::1, 2001:db8:0:0:0:0:0:1",
    "ADDRESS, 192.0.2.1/32,",
    "ADDRESS, gate.example,",
    "NETWORK, 198.51.100.0/24, 198.51.100.0/24",
    "NETWORK, 198.51.100.7, 198.51.100.7/32",
    "NETWORK, 198.51.100.7/24,",
    "DOMAIN, Evil.Example., evil.example",
    "DOMAIN, evil,",
    "HOST, Poste-23, poste-23",
    "FILE_HASH, ABCDEF, ",
    "FILE, /tmp/x@poste-23, /tmp/x@poste-23",
    "FILE, x@poste-23,",
    "PROCESS, 1:2@poste-23, 1:2@poste-23",
    "PROCESS, 1@poste-23,",
    "ACCOUNT, a b,",
    "MEMBERSHIP, awa:admins, awa:admins",
    "MAIL_MESSAGE, <1@mail.example>, <1@mail.example>",
    "MAIL_MESSAGE, 1@mail.example,",
    "CHANNEL, C123, C123",
    "CHANNEL, two words,"
  })
  void eachKindHasOneForm(TargetKind kind, String text, String canonical) {
    assertThat(TargetForm.read(kind, text).map(Target::value).orElse(null)).isEqualTo(canonical);
  }
}
