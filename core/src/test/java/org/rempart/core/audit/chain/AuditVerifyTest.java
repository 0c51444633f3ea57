package org.rempart.core.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What somebody who has an export in hand could do to it, and what the check says. The export has
 * six entries, on the lines 2, 3, 4, 6, 7 and 8; checkpoints of entries 3 and 6 on 5 and 9.
 */
class AuditVerifyTest {

  private static final SigningKey KEY = SigningKey.fresh();

  @TempDir private Path folder;
  private List<SealedEntry> chain;
  private List<String> lines;
  private Path publicKey;
  private String said = "";

  @BeforeEach
  void export() throws IOException {
    chain = new ArrayList<>(Exported.chain(6));
    lines = new ArrayList<>(Exported.lines(chain, KEY));
    publicKey = write("public.pem", SigningKey.pem(KEY.publicKey()));
  }

  @Test
  void anExportAsItWasMadeIsGood() throws IOException {
    assertThat(verify()).isZero();
    assertThat(said)
        .contains(
            "Entries read: 6, from 1 to 6.",
            "Signed checkpoints that fit: 2.",
            "GOOD: nothing is wrong.")
        .doesNotContain("!!", "--");
  }

  @ParameterizedTest
  @CsvSource({
    "BENIGN, TRUE_POSITIVE, 'Entry 2: its values are not those that were sealed.'",
    "a drill, something else, 'Entry 2: its values are not those that were sealed.'",
    "'\"actor\":\"awa\"', '\"actor\":\"moussa\"', 'Entry 2: it, or what it follows, is not what was"
        + " sealed.'",
    "08:02:00, 08:02:01, 'Entry 2: it, or what it follows, is not what was sealed.'",
    "i-2, i-9, 'Entry 2: it, or what it follows, is not what was sealed.'"
  })
  void anEditIsFoundWhereItIs(String from, String to, String sentence) throws IOException {
    String edited = lines.get(2).replace(from, to);
    assertThat(edited).isNotEqualTo(lines.set(2, edited));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  " + sentence, "NOT GOOD. Faults: 1.");
  }

  @Test
  void anEditWithItsOwnSealAnewIsFoundAtTheNextEntry() throws IOException {
    SealedEntry forged =
        Exported.entry(2, "incident.verdict", "incident", "x", chain.get(0).hash());
    lines.set(2, ExportLine.of(forged).text());

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  Entry 3: it, or what it follows, is not what was sealed.");
  }

  @Test
  void aDeletionIsFound() throws IOException {
    lines.remove(2);

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  Entry 2 is missing.", "NOT GOOD. Faults: 1.");
  }

  @Test
  void aDeletionWithNewNumbersIsFound() throws IOException {
    lines.remove(2);
    lines.set(2, lines.get(2).replace("\"sequence\":3", "\"sequence\":2"));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  Entry 2: it, or what it follows, is not what was sealed.");
  }

  @Test
  void aReorderIsFound() throws IOException {
    Collections.swap(lines, 5, 6);

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  Entry 4 stands after a later one.", "NOT GOOD. Faults: 1.");
  }

  @Test
  void anInsertionIsFound() throws IOException {
    SealedEntry added = Exported.entry(5, "incident.verdict", "incident", "x", chain.get(3).hash());
    lines.add(7, ExportLine.of(added).text());

    assertThat(verify()).isEqualTo(1);
    assertThat(said)
        .contains("!!  Entry 5: there is a second one with this number.", "NOT GOOD. Faults: 1.");
  }

  @Test
  void aTailThatWasCutOffIsFoundByTheHeader() throws IOException {
    lines = new ArrayList<>(lines.subList(0, 6));

    assertThat(verify()).isEqualTo(1);
    assertThat(said)
        .contains(
            "!!  Entries 5 to 6 are missing at the end", "!!  No signed checkpoint shows that");
  }

  @Test
  void aTailThatWasCutOffIsFoundWithoutTheHeadersHelp() throws IOException {
    lines = new ArrayList<>(lines.subList(0, 6));
    lines.set(0, Exported.header(chain.subList(0, 4), true, AuditLink.NOTHING, KEY));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  No signed checkpoint shows that entry 4 is the last");
  }

  /** An old export in place of a new one has a good end; only what was kept elsewhere shows it. */
  @Test
  void aTailThatWasCutOffAtACheckpointIsFoundByTheKeptFile() throws IOException {
    Path kept = write("kept.ndjson", ExportLine.of(Exported.checkpoint(KEY, chain.get(5))).text());
    List<SealedEntry> short3 = chain.subList(0, 3);
    lines = new ArrayList<>(lines.subList(0, 5));
    lines.set(0, Exported.header(short3, true, AuditLink.NOTHING, KEY));
    lines.set(
        4,
        ExportLine.of(Exported.checkpoint(KEY, chain.get(2), Exported.START.plusSeconds(99_999)))
            .text());

    assertThat(verify()).as("without the kept file").isZero();
    assertThat(verify("--checkpoints", kept.toString())).isEqualTo(1);
    assertThat(said).contains("!!  Entries 4 to 6 are missing at the end: the export was cut off.");
  }

  @Test
  void anOlderExportIsGoodAndSaysThatThereIsMore() throws IOException {
    Path kept = write("kept.ndjson", ExportLine.of(Exported.checkpoint(KEY, chain.get(5))).text());
    lines = new ArrayList<>(Exported.lines(chain.subList(0, 3), KEY));

    assertThat(verify("--checkpoints", kept.toString())).isZero();
    assertThat(said).contains("--  Entry 6 was signed on", "after this export was made");
  }

  /** Everything hangs together again, but it is not what was signed. */
  @Test
  void aWholeChainComputedAnewIsFoundByItsCheckpoints() throws IOException {
    SigningKey forgers = SigningKey.fresh();
    List<SealedEntry> forged = new ArrayList<>();
    byte[] previous = AuditLink.NOTHING;
    for (int n = 1; n <= 6; n++) {
      forged.add(
          Exported.entry(n, "incident.verdict", "incident", n == 2 ? "x" : "i-" + n, previous));
      previous = forged.getLast().hash();
    }
    Path kept = write("kept.ndjson", ExportLine.of(Exported.checkpoint(KEY, chain.get(2))).text());
    List<String> signed = lines;

    lines = new ArrayList<>(Exported.lines(forged, KEY));
    lines.set(4, signed.get(4));
    lines.set(8, signed.get(8));
    assertThat(verify()).as("with the true checkpoints").isEqualTo(1);
    assertThat(said)
        .contains("!!  Entry 3: on 2026-03-01T09:03:00.123456Z another chain was signed.");

    lines = new ArrayList<>(Exported.lines(forged, forgers));
    lines.set(0, Exported.header(forged, true, AuditLink.NOTHING, KEY));
    assertThat(verify()).as("signed by the forger").isEqualTo(1);
    assertThat(said).contains("is signed by key " + forgers.id() + ", which is none of the given");

    lines = new ArrayList<>(Exported.lines(forged, forgers));
    assertThat(verify("--checkpoints", kept.toString())).as("kept elsewhere").isEqualTo(1);
    assertThat(said).contains("!!  Entry 3: on", "another chain was signed");
  }

  @Test
  void aCheckpointThatWasChangedIsFound() throws IOException {
    lines.set(4, lines.get(4).replace("T09:03", "T09:04"));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  Checkpoint of entry 3", "it is not what was signed");
  }

  @Test
  void aCheckpointInAnotherPlaceIsFound() throws IOException {
    lines.add(6, lines.remove(4));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  Checkpoint of entry 3", "does not stand behind its entry");
  }

  @Test
  void anotherKeyProvesNothing() throws IOException {
    publicKey = write("other.pem", SigningKey.pem(SigningKey.fresh().publicKey()));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("which is none of the given ones", "!!  No signed checkpoint shows");
  }

  @Test
  void twoKeysAreValidDuringARotation() throws IOException {
    SigningKey next = SigningKey.fresh();
    lines.set(8, ExportLine.of(Exported.checkpoint(next, chain.get(5))).text());
    publicKey =
        write("both.pem", SigningKey.pem(KEY.publicKey()) + SigningKey.pem(next.publicKey()));

    assertThat(verify()).isZero();
    assertThat(said).contains("Signed checkpoints that fit: 2.");
  }

  @Test
  void withoutAKeyOfOnesOwnTheExportSaysThatItIsItsOwnWitness() throws IOException {
    assertThat(run(write("export.ndjson", Exported.text(lines)).toString())).isZero();
    assertThat(said).contains("--  The public key was taken from the export itself.");
  }

  @Test
  void erasedValuesAreGoodWhenAnEntrySaysWhoErasedThem() throws IOException {
    SealedEntry told = Exported.entry(7, "audit.erase", "audit", "2", chain.get(5).hash());
    chain.add(told);
    chain.set(1, Exported.erased(chain.get(1), told.link().at()));
    lines = new ArrayList<>(Exported.lines(chain, KEY));

    assertThat(verify()).isZero();
    assertThat(said).contains("--  Entry 2: its values were erased on");
  }

  @Test
  void valuesThatNobodySaysToHaveErasedAreAFault() throws IOException {
    chain = new ArrayList<>(Exported.chain(30));
    chain.set(1, Exported.erased(chain.get(1), Exported.START.plusSeconds(300)));
    lines = new ArrayList<>(Exported.lines(chain, KEY));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  Entry 2: its values are gone", "no entry says who erased them");
  }

  @Test
  void erasedValuesDoNotCoverAnEdit() throws IOException {
    String erased = ExportLine.of(Exported.erased(chain.get(1), Exported.START)).text();
    lines.set(2, erased.replace("\"actor\":\"awa\"", "\"actor\":\"moussa\""));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  Entry 2: it, or what it follows");
  }

  @Test
  void valuesThatAreGoneWithoutAnErasureAreAFault() throws IOException {
    lines.set(2, lines.get(2).replace("\"reason\":\"a drill\"", "\"reason\":null"));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("!!  Entry 2: its values are not those that were sealed.");
  }

  @Test
  void aPartOfTheChainIsGoodAndSaysThatItIsAPart() throws IOException {
    List<SealedEntry> part = chain.subList(3, 6);
    lines = new ArrayList<>();
    lines.add(Exported.header(part, false, chain.get(2).hash(), KEY));
    part.forEach(entry -> lines.add(ExportLine.of(entry).text()));
    lines.add(ExportLine.of(Exported.checkpoint(KEY, chain.get(5))).text());
    Path kept = write("kept.ndjson", ExportLine.of(Exported.checkpoint(KEY, chain.get(2))).text());

    assertThat(verify("--checkpoints", kept.toString())).isZero();
    assertThat(said)
        .contains("--  The export holds a part of the chain, entries 4 to 6.", "that fit: 2.");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"entry\":', '{\"entry\":{\"more\":1},\"entry\":'",
    "'\"actor\":\"awa\"', '\"actor\":\"awa\",\"comment\":\"not covered by the chain\"'",
    "'\"actor\":\"awa\"', '\"actor\":\"moussa\",\"actor\":\"awa\"'",
    "'\"actor\":\"awa\",', ''",
    "'\"hash\":\"', '\"hash\":\"zz'",
    "'}}', '}'"
  })
  void aLineThatIsNoneIsNamedAndTheRestIsChecked(String from, String to) throws IOException {
    lines.set(2, lines.get(2).replace(from, to));
    lines.set(6, lines.get(6).replace("BENIGN", "TRUE_POSITIVE"));

    assertThat(verify()).isEqualTo(2);
    assertThat(said)
        .contains(
            "!!  Line 3 can't be read: ",
            "!!  Entry 5: its values",
            "NOT CHECKED WHOLE. Lines that can't be read: 1.");
  }

  @Test
  void whatIsNoExportIsSaidInOneLine() throws IOException {
    assertThat(run(write("empty", "").toString())).isEqualTo(2);
    assertThat(said).contains("Can't be read: the first line is no header of an audit export");
    assertThat(run(write("text", "hello\n").toString())).isEqualTo(2);
    assertThat(run(folder.resolve("absent").toString())).isEqualTo(2);
    assertThat(said).contains("No such file: ");
    assertThat(run()).isEqualTo(2);
    assertThat(said).contains("audit verify FILE");
    assertThat(run("x", "--public-key", write("no.pem", "no key").toString())).isEqualTo(2);
    assertThat(said).contains("holds no PEM block PUBLIC KEY");
  }

  @Test
  void aLongCheckSaysHowFarItIs() throws IOException {
    ByteArrayOutputStream far = new ByteArrayOutputStream();
    String file = write("export.ndjson", Exported.text(lines)).toString();

    PrintStream ignored = new PrintStream(OutputStream.nullOutputStream());
    new AuditVerify(ignored, new PrintStream(far, true), Duration.ZERO).run(file);
    assertThat(far.toString(StandardCharsets.UTF_8)).contains("9 lines read");
    assertThat(verify()).isZero();
    assertThat(said).doesNotContain("lines read");
  }

  @Test
  void itSpeaksFrench() throws IOException {
    lines.remove(2);
    Path file = write("export.ndjson", Exported.text(lines));

    assertThat(run(file.toString(), "--public-key", publicKey.toString(), "--lang", "fr")).isOne();
    assertThat(said).contains("L’entrée 2 manque.", "MAUVAIS. Défauts : 1.");
  }

  private int verify(String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of(more));
    args.add(write("export.ndjson", Exported.text(lines)).toString());
    args.addAll(List.of("--public-key", publicKey.toString()));
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status = new AuditVerify(print, print, Duration.ofMinutes(1)).run(args);
    said = out.toString(StandardCharsets.UTF_8);
    return status;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
