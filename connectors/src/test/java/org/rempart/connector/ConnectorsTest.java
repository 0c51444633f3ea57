package org.rempart.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorsTest {

  @Test
  void everyFaultOfAllSettingsIsToldAtOnceWithItsField() {
    var first =
        settings(
            "Fw", "opnsense", Map.of("url", "http://fw.example", "timeout", "5", "colour", "x"));
    var second = settings("mail", "fax", Map.of());

    SettingsException e =
        catchThrowableOfType(
            SettingsException.class,
            () -> Connectors.builtIn().createAll(List.of(first, second, second)));

    assertThat(e.faults())
        .contains(
            "rempart.connectors[Fw].id must be lower-case words with -",
            "rempart.connectors[Fw].options.url must be https (or set unsafe-plain-http)",
            "rempart.connectors[Fw].options.timeout must be a duration such as PT5S",
            "rempart.connectors[Fw].options.key is missing",
            "rempart.connectors[Fw].options.secret is missing",
            "rempart.connectors[Fw].options.alias is missing",
            "rempart.connectors[Fw].options.colour is not an option of opnsense",
            "rempart.connectors[mail].id is given twice")
        .anyMatch(fault -> fault.startsWith("rempart.connectors[mail].type must be one of"));
  }

  @Test
  void aSecretThatWasPutWhereItsReferenceBelongsIsNotRepeated() {
    var settings =
        settings("fw", "opnsense", Map.of("secret", "hunter2", "key", "env:K", "alias", "a"));
    assertThatThrownBy(() -> Connectors.builtIn().create(settings))
        .hasMessageContaining("options.secret must be env:NAME or file:/path")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aSecretIsReadFromItsFileWithoutTheLineEnd(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("s"), "top secret\n");
    SecretRef secret = new SecretRef("file:" + file);
    assertThat(secret.read()).isEqualTo("top secret");
    assertThat(secret.toString()).doesNotContain("top");
    Files.writeString(file, "rotated");
    assertThat(secret.read()).isEqualTo("rotated");
    assertThatThrownBy(() -> new SecretRef("env:REMPART_SURELY_NOT_SET").read())
        .isInstanceOf(ProductUnavailableException.class);
  }

  @Test
  void addressesAreReadFromLiteralsOnlyAndEqualHoweverWritten() {
    assertThat(IpAddress.parse("2001:DB8::1")).isEqualTo(IpAddress.parse("2001:db8:0:0::1"));
    assertThat(IpAddress.parse("::ffff:192.0.2.1")).isEqualTo(IpAddress.parse("192.0.2.1"));
    for (String text :
        List.of(
            "localhost",
            "1.2.3",
            "1.2.3.4.",
            "1.2.3.256",
            "01.2.3.4",
            "dead.beef",
            "::g",
            "",
            "1.2.3.4/8")) {
      assertThat(IpAddress.parse(text)).as(text).isEmpty();
    }
    for (String text : List.of("0.0.0.0", "127.0.0.1", "::1", "::", "224.0.0.1", "ff02::1")) {
      assertThat(IpAddress.blockable(text)).as(text).isEmpty();
    }
  }

  private static ConnectorSettings settings(String id, String type, Map<String, String> options) {
    return new ConnectorSettings(id, type, false, List.of(), options);
  }
}
