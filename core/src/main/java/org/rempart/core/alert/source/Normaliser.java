package org.rempart.core.alert.source;

import java.util.Objects;

/** Makes alerts of one source's records. Safe for several threads. */
public interface Normaliser {

  /** Reads one record; whatever the bytes are, there is an answer and no exception. */
  Reading read(byte[] raw);

  /** The one for this source. */
  static Normaliser of(Source source) {
    return switch (source.format()) {
      case SURICATA -> new JsonNormaliser(new SuricataFormat(source));
      case WAZUH -> new JsonNormaliser(new WazuhFormat(source));
      case OCSF -> new JsonNormaliser(new OcsfFormat(source));
      case MAPPING -> mapped(source, Objects.requireNonNull(source.mapping()));
    };
  }

  private static Normaliser mapped(Source source, FieldMapping mapping) {
    MappedFormat format = new MappedFormat(source, mapping);
    return mapping.record() == FieldMapping.Written.CSV
        ? new CsvNormaliser(mapping, format)
        : new JsonNormaliser(format);
  }
}
