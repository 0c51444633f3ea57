package org.rempart.core.alert.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The configured sources: the YAML files packed under {@code sources/}, each overlaid by the file
 * of the same name in the folder of settings, if there is one.
 */
public final class SourceCatalogue {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Map<String, Configured> sources = new LinkedHashMap<>();

  private SourceCatalogue(Collection<Source> sources) {
    sources.forEach(
        source -> this.sources.put(source.id(), new Configured(source, Normaliser.of(source))));
  }

  /** Holds these sources alone. */
  public static SourceCatalogue of(Source... sources) {
    return new SourceCatalogue(List.of(sources));
  }

  /**
   * Reads the packed files and the overlay.
   *
   * @param overlay folder of YAML files, or {@code null}
   * @throws IllegalArgumentException when a file can't be read or says something impossible; names
   *     the file
   */
  public static SourceCatalogue load(@Nullable Path overlay) {
    Map<String, Source> byFile = new LinkedHashMap<>();
    try {
      for (Resource file :
          new PathMatchingResourcePatternResolver().getResources("classpath*:sources/*.yaml")) {
        byFile.put(
            String.valueOf(file.getFilename()), read(file.getDescription(), file.getInputStream()));
      }
      for (Path file : overlay == null ? List.<Path>of() : yamlFiles(overlay)) {
        byFile.put(
            file.getFileName().toString(), read(file.toString(), Files.newInputStream(file)));
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("The definitions of sources can't be read.", unreadable);
    }
    return new SourceCatalogue(byFile.values());
  }

  /** One definition, from YAML text. */
  public static Source read(String name, InputStream yaml) {
    try (yaml) {
      return YAML.readValue(yaml, Source.class);
    } catch (JacksonException | IOException wrong) {
      throw new IllegalArgumentException(
          "The source definition " + name + " is wrong: " + wrong.getMessage(), wrong);
    }
  }

  private static List<Path> yamlFiles(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      return found.stream().sorted().toList();
    }
  }

  /** The source with this id. */
  public Optional<Configured> find(String id) {
    return Optional.ofNullable(sources.get(id));
  }

  /** All sources. */
  public List<Source> all() {
    return sources.values().stream().map(Configured::source).toList();
  }

  /**
   * A source and what reads its records.
   *
   * @param source its definition
   * @param normaliser made for it
   */
  public record Configured(Source source, Normaliser normaliser) {}
}
