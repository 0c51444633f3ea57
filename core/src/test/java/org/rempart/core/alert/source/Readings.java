package org.rempart.core.alert.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rempart.core.alert.Alert;

/** Reads made-up records with the packed definitions of sources. */
final class Readings {

  private static final SourceCatalogue PACKED = SourceCatalogue.load(null);

  private Readings() {}

  static Reading read(String source, String record) {
    return PACKED.find(source).orElseThrow().normaliser().read(bytes(record));
  }

  static Alert alert(String source, String record) {
    Reading reading = read(source, record);
    assertThat(reading).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) reading).alert();
  }

  static List<String> cast(Alert alert) {
    return alert.entities().stream().map(e -> e.role() + " " + e.kind() + " " + e.value()).toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
