package org.rempart.connector.declared;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.rempart.connector.SettingsException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a declaration: YAML, its form by JSON Schema, its expressions by compiling them. */
final class DeclarationReader {

  /** YAML 1.2; unlike Jackson's reader, this one knows anchors. */
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setAllowDuplicateKeys(false).build();

  private static final Schema SCHEMA = schema();

  private DeclarationReader() {}

  /**
   * Reads one file.
   *
   * @param file its name, for messages
   * @throws SettingsException with every fault of the file, each with its field
   */
  static Declaration read(String file, String yaml) {
    JsonNode root = tree(file, yaml);
    List<String> faults = new ArrayList<>();
    SCHEMA.validate(root).forEach(error -> faults.add(sentence(error)));
    Declaration declaration = new Compiler(new Field(root, "", faults)).declaration();
    if (!faults.isEmpty()) {
      throw new SettingsException(faults.stream().distinct().map(f -> file + ": " + f).toList());
    }
    return declaration;
  }

  private static JsonNode tree(String file, String yaml) {
    try {
      return JsonMapper.shared().valueToTree(new Load(SETTINGS).loadFromString(yaml));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new SettingsException(
          List.of(file + ": is not YAML at line " + line + ": " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new SettingsException(List.of(file + ": is not YAML: " + e.getMessage()));
    }
  }

  /** The place as it is written elsewhere: {@code capabilities.x.execute.steps[0].path}. */
  private static String sentence(Error error) {
    String pointer = error.getInstanceLocation().toString();
    String place =
        pointer
            .replaceAll("/(\\d+)(?=/|$)", "[$1]")
            .replaceFirst("^/", "")
            .replace('/', '.')
            .replace("~1", "/");
    String said = error.getMessage().replaceFirst("^" + Pattern.quote(pointer), "");
    return (place + " " + said.replaceFirst("^:\\s*", "")).strip();
  }

  private static Schema schema() {
    InputStream file = DeclarationReader.class.getResourceAsStream("declaration.schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Objects.requireNonNull(file, "declaration.schema.json is packed"));
  }
}
