package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.SettingsException;

class DeclarationReaderTest {

  private static final String GOOD =
      """
      type: gate
      name: Gate
      contract: 1.0
      settings:
        api-key: {kind: secret, doc: {en: Key, fr: Clé}}
        zone: {kind: text, doc: {en: Zone, fr: Zone}}
      sign-in: {kind: header, headers: {X-Key: = secrets.api_key}}
      health:
        steps: [{id: version, path: /version}]
        detail: = version.body.number
      capabilities:
        network.block-address:
          target: ADDRESS
          assurance: READABLE
          reversible: true
          read:
            steps: [{id: list, path: "/blocks/{settings.zone}"}]
            holds: = has_address(list.body, target)
            evidence: = target
          execute:
            steps: [{id: add, method: PUT, path: "/blocks/{settings.zone}/{target}"}]
          revert:
            steps: [{id: remove, method: DELETE, path: "/blocks/{settings.zone}/{target}"}]
      """;

  @Test
  void aGoodFileHasNoFaults() {
    Declaration read = DeclarationReader.read("gate.yaml", GOOD);
    assertThat(read.actions()).containsOnlyKeys("network.block-address");
  }

  @Test
  void everyFaultOfAFileIsToldAtOnceWithItsField() {
    String bad =
        GOOD.replace("contract: 1.0\n", "colour: red\n")
            .replace("kind: text", "kind: colour")
            .replace("= version.body.number", "= verson.body.number")
            .replace("target: ADDRESS", "target: PLANET")
            .replace("holds: = has_address(list.body, target)", "holds: '= has_address(list.body,'")
            .replace("{id: add, method: PUT", "{id: add, method: SHOVE, at: other-url")
            .replace("{target}\"}]\n    revert", "{settings.zoen}\"}]\n    revert")
            .replace("id: remove, method", "id: target, method");

    assertThat(faults(bad))
        .anyMatch(f -> f.contains("gate.yaml: required property 'contract' not found"))
        .anyMatch(f -> f.contains("property 'colour' is not defined"))
        .anyMatch(f -> f.startsWith("gate.yaml: settings.zone.kind does not have a value"))
        .anyMatch(f -> f.startsWith("gate.yaml: health.detail verson has no value here"))
        .anyMatch(f -> f.startsWith(in("target must be one of ADDRESS")))
        .anyMatch(f -> f.startsWith(in("read.holds is no FEEL expression")))
        .anyMatch(f -> f.startsWith(in("execute.steps[0].method does not have a value")))
        .anyMatch(f -> f.startsWith(in("execute.steps[0].at must name a setting of kind url")))
        .anyMatch(f -> f.startsWith(in("execute.steps[0].path settings.zoen is not declared")))
        .anyMatch(f -> f.startsWith(in("revert.steps[0].id must be another name")));
  }

  @Test
  void whatIsReadAloneNeedsNoExecuteAndMayHaveSeveralKindsOfTargets() {
    String reading =
        GOOD.replaceAll("(?s)    execute:.*", "")
            .replace("reversible: true", "reversible: false")
            .replace("target: ADDRESS", "target: [ADDRESS, DOMAIN]")
            .replace("path: \"/blocks/{settings.zone}\"", "path: \"/{target_kind}\", keep: = 60");
    Action read =
        DeclarationReader.read("gate.yaml", reading).actions().get("network.block-address");
    assertThat(read.execute()).isNull();
    assertThat(read.offers())
        .extracting(o -> o.targetKind().name())
        .containsExactly("ADDRESS", "DOMAIN");
    assertThat(faults(reading.replace("[ADDRESS, DOMAIN]", "[ADDRESS, PLANET]")))
        .singleElement()
        .asString()
        .startsWith(in("target must be one of ADDRESS"));
    assertThat(faults(GOOD.replaceAll("(?s)execute:.*(?=revert:)", "")))
        .anyMatch(f -> f.startsWith(in("execute is missing")));
  }

  @Test
  void secretsAreForHeadersAndTheSignInAlone() {
    String leaky = GOOD.replace("evidence: = target", "evidence: = secrets.api_key");
    assertThat(faults(leaky)).singleElement().asString().contains("read.evidence secrets.api_key");
  }

  @Test
  void whatADeclarationPromisesMustBeInIt() {
    assertThat(faults(GOOD.replace("reversible: true", "reversible: false")))
        .anyMatch(f -> f.startsWith(in("reversible must be true if there is a revert")));
    assertThat(faults(GOOD.replace("READABLE", "BLIND")))
        .anyMatch(f -> f.startsWith(in("assurance is BLIND exactly if there is no read")));
    assertThat(faults(GOOD.replace("READABLE", "KEYED")))
        .anyMatch(f -> f.startsWith(in("read needs ours")));
    assertThat(faults(GOOD.replace("reversible: true", "reversible: true\n    lag: = 60")))
        .anyMatch(f -> f.startsWith(in("lag is for what can be read and has no revert")));
  }

  @Test
  void brokenYamlIsToldWithItsLine() {
    assertThat(faults("type: gate\nname: [")).singleElement().asString().contains("at line");
    assertThat(faults("type: gate\ntype: gate")).singleElement().asString().contains("duplicate");
  }

  @Test
  void anOwnProductIsUsedByNameAndMayNotShadowABuiltInOne(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("gate.yaml"), GOOD);
    var settings =
        new ConnectorSettings(
            "gate-1",
            "gate",
            false,
            List.of(),
            Map.of("url", "https://gate", "api-key", "env:K", "zone", "z"));
    assertThat(Connectors.with(folder).createAll(List.of(settings)))
        .singleElement()
        .satisfies(c -> assertThat(c.product()).isEqualTo("Gate 1.0"));

    Files.writeString(folder.resolve("a.yaml"), GOOD.replace("type: gate", "type: opnsense"));
    Files.writeString(folder.resolve("b.yaml"), GOOD.replace("type: gate", "type: smtp"));
    Files.writeString(folder.resolve("c.yaml"), GOOD);
    SettingsException e =
        catchThrowableOfType(
            SettingsException.class, () -> Connectors.with(folder).createAll(List.of()));
    assertThat(e.faults())
        .hasSize(3)
        .anyMatch(f -> f.contains("a.yaml: type opnsense comes with Rempart"))
        .anyMatch(f -> f.contains("b.yaml: type smtp comes with Rempart"))
        .anyMatch(f -> f.contains("type gate is in another file"));
    assertThat(Connectors.builtIn().types()).doesNotContain("gate");
  }

  @Test
  void aFolderThatIsNotThereIsAFault(@TempDir Path folder) {
    SettingsException e =
        catchThrowableOfType(
            SettingsException.class,
            () -> Connectors.with(folder.resolve("none")).createAll(List.of()));
    assertThat(e.faults()).singleElement().asString().contains("connector-declarations");
  }

  private static String in(String rest) {
    return "gate.yaml: capabilities.network.block-address." + rest;
  }

  private static List<String> faults(String yaml) {
    return catchThrowableOfType(
            SettingsException.class, () -> DeclarationReader.read("gate.yaml", yaml))
        .faults();
  }
}
