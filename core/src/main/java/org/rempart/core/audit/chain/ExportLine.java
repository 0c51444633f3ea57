package org.rempart.core.audit.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of an export, which is NDJSON: first a header, then entries, each checkpoint behind the
 * entry it is about, at the end a checkpoint of the last entry. Exactly one part is there.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExportLine(
    @Nullable Header header, @Nullable Entry entry, @Nullable Checkpoint checkpoint) {

  /** Name of the format, and its version. */
  static final String FORMAT = "rempart-audit";

  static final int VERSION = 1;

  /** What the chain does not cover must not be there: an unknown or doubled field is a fault. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * What an export says of itself; nothing here is signed.
   *
   * @param installation id of the installation
   * @param first number of the first entry
   * @param last number of the last entry; one less than {@code first} when there is none
   * @param previous hash of the entry before the first, hex
   * @param whole whether the export holds the chain from its start to its end
   * @param exportedAt when it was made
   * @param keys every public key that signed, PEM
   */
  public record Header(
      String format,
      int version,
      String installation,
      long first,
      long last,
      String previous,
      boolean whole,
      Instant exportedAt,
      List<String> keys) {

    public static Header of(
        String installation,
        long first,
        long last,
        byte[] previous,
        boolean whole,
        Instant exportedAt,
        List<String> keys) {
      String hex = HexFormat.of().formatHex(previous);
      return new Header(FORMAT, VERSION, installation, first, last, hex, whole, exportedAt, keys);
    }
  }

  /**
   * One sealed entry: what the chain hashes, and what its digests are of.
   *
   * @param digests hex; a digest is {@code null} where there was no value
   * @param values in the clear; {@code null} where there was none, or it is erased
   * @param salt hex; {@code null} once the values are erased
   */
  public record Entry(
      long sequence,
      Instant time,
      String actorKind,
      String actor,
      String role,
      String address,
      String what,
      String subjectKind,
      String subjectId,
      Digests digests,
      Values values,
      @Nullable String salt,
      @Nullable Instant erasedAt,
      String hash) {}

  /** Salted SHA-256 of the values, hex. */
  public record Digests(@Nullable String before, @Nullable String after, @Nullable String reason) {}

  /** The values themselves. */
  public record Values(
      @Nullable JsonNode before, @Nullable JsonNode after, @Nullable String reason) {}

  /** A header's line. */
  public static ExportLine of(Header header) {
    return new ExportLine(header, null, null);
  }

  /** A checkpoint's line, as it also stands in the file of checkpoints. */
  public static ExportLine of(Checkpoint checkpoint) {
    return new ExportLine(null, null, checkpoint);
  }

  /** An entry's line. */
  public static ExportLine of(SealedEntry sealed) {
    AuditLink link = sealed.link();
    return new ExportLine(
        null,
        new Entry(
            link.sequence(),
            link.at(),
            link.actorKind(),
            link.actor(),
            link.role(),
            link.address(),
            link.what(),
            link.subjectKind(),
            link.subjectId(),
            new Digests(
                AuditLink.hex(link.beforeDigest()),
                AuditLink.hex(link.afterDigest()),
                AuditLink.hex(link.reasonDigest())),
            new Values(node(sealed.before()), node(sealed.after()), sealed.reason()),
            AuditLink.hex(sealed.salt()),
            sealed.erasedAt(),
            HexFormat.of().formatHex(sealed.hash())),
        null);
  }

  /**
   * Reads a line.
   *
   * @throws UnreadableLineException when it is none
   */
  public static ExportLine read(String text) throws UnreadableLineException {
    try {
      ExportLine line = JSON.readValue(text, ExportLine.class);
      if (line == null || line.parts() != 1) {
        throw new UnreadableLineException("is neither header nor entry nor checkpoint");
      }
      line.check();
      return line;
    } catch (JacksonException e) {
      throw new UnreadableLineException(e.getOriginalMessage());
    }
  }

  /** The line without its end. */
  public String text() {
    return JSON.writeValueAsString(this);
  }

  /** The entry as it was sealed. */
  SealedEntry sealed() throws UnreadableLineException {
    Entry e = Objects.requireNonNull(entry);
    try {
      AuditLink link =
          new AuditLink(
              e.sequence,
              e.time,
              e.actorKind,
              e.actor,
              e.role,
              e.address,
              e.what,
              e.subjectKind,
              e.subjectId,
              bytes(e.digests.before),
              bytes(e.digests.after),
              bytes(e.digests.reason));
      return new SealedEntry(
          link,
          text(e.values.before),
          text(e.values.after),
          e.values.reason,
          bytes(e.salt),
          e.erasedAt,
          HexFormat.of().parseHex(e.hash));
    } catch (IllegalArgumentException notHex) {
      throw new UnreadableLineException("a digest, salt or hash is not hexadecimal");
    }
  }

  private int parts() {
    return (header == null ? 0 : 1) + (entry == null ? 0 : 1) + (checkpoint == null ? 0 : 1);
  }

  /** A record's parts are null where the line lacks them. */
  private void check() throws UnreadableLineException {
    boolean lacks = false;
    if (header != null) {
      lacks =
          anyNull(
              header.format, header.installation, header.previous, header.exportedAt, header.keys);
    } else if (checkpoint != null) {
      lacks =
          anyNull(
              checkpoint.installation(),
              checkpoint.hash(),
              checkpoint.time(),
              checkpoint.keyId(),
              checkpoint.signature());
    } else if (entry != null) {
      lacks =
          anyNull(
              entry.time,
              entry.actorKind,
              entry.actor,
              entry.role,
              entry.address,
              entry.what,
              entry.subjectKind,
              entry.subjectId,
              entry.digests,
              entry.values,
              entry.hash);
    }
    if (lacks) {
      throw new UnreadableLineException("lacks a field");
    }
  }

  private static boolean anyNull(@Nullable Object... values) {
    return Arrays.stream(values).anyMatch(Objects::isNull);
  }

  private static @Nullable JsonNode node(@Nullable String json) {
    return json == null ? null : JSON.readTree(json);
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : JSON.writeValueAsString(node);
  }

  private static byte @Nullable [] bytes(@Nullable String hex) {
    return hex == null ? null : HexFormat.of().parseHex(hex);
  }
}
