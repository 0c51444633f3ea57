package org.rempart.core.audit.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An export made by hand, with its signing key, for tests that tamper with it. */
final class Exported {

  static final String INSTALLATION = "5f0c7f0e-6d5d-4a0e-9a53-0b6f6b1f5a11";
  static final Instant START = Instant.parse("2026-03-01T08:00:00.123456Z");

  private Exported() {}

  /** Sealed entries with values of every sort, one a minute. */
  static List<SealedEntry> chain(int count) {
    List<SealedEntry> entries = new ArrayList<>();
    byte[] previous = AuditLink.NOTHING;
    for (int n = 1; n <= count; n++) {
      SealedEntry entry = entry(n, "incident.verdict", "incident", "i-" + n, previous);
      entries.add(entry);
      previous = entry.hash();
    }
    return entries;
  }

  /** One entry that follows another. */
  static SealedEntry entry(
      long sequence, String what, String kind, String subject, byte[] previous) {
    byte[] salt = new byte[16];
    salt[0] = (byte) sequence;
    String after = "{\"verdict\": \"BENIGN\", \"score\": 0.50, \"note\": \"é \\\"<\\\" \u2028\"}";
    AuditLink link =
        new AuditLink(
            sequence,
            START.plusSeconds(60 * sequence),
            "PERSON",
            "awa",
            "RESPONDER",
            "10.0.0.1",
            what,
            kind,
            subject,
            null,
            AuditLink.ofJson(salt, after),
            AuditLink.ofText(salt, "a drill"));
    return new SealedEntry(link, null, after, "a drill", salt, null, link.hash(previous));
  }

  /** The same entry without its values. */
  static SealedEntry erased(SealedEntry entry, Instant at) {
    return new SealedEntry(entry.link(), null, null, null, null, at, entry.hash());
  }

  /** A checkpoint an hour after its entry. */
  static Checkpoint checkpoint(SigningKey key, SealedEntry entry) {
    return checkpoint(key, entry, entry.link().at().plusSeconds(3600));
  }

  static Checkpoint checkpoint(SigningKey key, SealedEntry entry, Instant at) {
    String hash = HexFormat.of().formatHex(entry.hash());
    return Checkpoint.sign(key, INSTALLATION, entry.sequence(), hash, at);
  }

  /** The whole chain as lines, with a checkpoint behind the third entry and one at the end. */
  static List<String> lines(List<SealedEntry> chain, SigningKey key) {
    List<String> lines = new ArrayList<>();
    lines.add(header(chain, true, AuditLink.NOTHING, key));
    for (SealedEntry entry : chain) {
      lines.add(ExportLine.of(entry).text());
      if (entry.sequence() == 3 && chain.size() > 3) {
        lines.add(ExportLine.of(checkpoint(key, entry)).text());
      }
    }
    lines.add(ExportLine.of(checkpoint(key, chain.getLast())).text());
    return lines;
  }

  static String header(
      List<SealedEntry> chain, boolean whole, byte[] previous, SigningKey... keys) {
    return ExportLine.of(
            ExportLine.Header.of(
                INSTALLATION,
                chain.getFirst().sequence(),
                chain.getLast().sequence(),
                previous,
                whole,
                chain.getLast().link().at().plusSeconds(3600),
                Stream.of(keys).map(key -> SigningKey.pem(key.publicKey())).toList()))
        .text();
  }

  static String text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }
}
