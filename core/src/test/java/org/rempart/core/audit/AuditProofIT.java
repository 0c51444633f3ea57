package org.rempart.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.rempart.core.audit.AuditFixture.MOUSSA;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.core.audit.chain.Checkpoint;
import org.rempart.core.audit.chain.ExportCheck;
import org.rempart.core.audit.chain.ExportLine;
import org.rempart.core.audit.chain.Finding;
import org.rempart.core.audit.chain.Finding.Kind;
import org.rempart.core.audit.chain.SigningKey;
import org.rempart.core.audit.chain.UnreadableLineException;

/** Exports and checkpoints of a real database, by the application's role. */
class AuditProofIT {

  private static AuditFixture audit;

  @TempDir private Path folder;
  private AuditSettings settings;

  @BeforeAll
  static void open() {
    audit = AuditFixture.fresh();
  }

  @AfterAll
  static void close() {
    audit.close();
  }

  @BeforeEach
  void threeEntries() {
    audit.empty();
    audit.posted.clear();
    audit.entries(3);
    settings = AuditFixture.settings(folder.resolve("audit"), null);
  }

  @Test
  void anExportIsGoodAcrossPagesAndTellsOfItself() throws Exception {
    audit.entries(1500);
    audit.checkpoints(settings).take();
    audit.entries(2);

    ExportCheck.Result result = check(export(new AuditExport.Range(null, null, null, null)));

    assertThat(result.status()).isZero();
    assertThat(result.entries()).isEqualTo(1506);
    assertThat(result.header().whole()).isTrue();
    assertThat(result.checkpoints()).isEqualTo(2);
    audit.sealer.seal();
    assertThat(
            audit.application.queryForMap(
                "select actor, subject_id from audit_entry order by id desc limit 1"))
        .containsValues("moussa", "1-1506");
  }

  @Test
  void aRangeIsGoodAndSaysThatItIsAPart() throws Exception {
    String text = export(new AuditExport.Range(2L, 3L, null, null));

    ExportCheck.Result result = check(text);
    assertThat(result.status()).isZero();
    assertThat(result.header().first()).isEqualTo(2);
    assertThat(result.last()).isEqualTo(3);
    assertThat(kinds(result)).contains(Kind.PART);
    assertThat(check(text.replace("\"previous\":\"", "\"previous\":\"00")).status()).isEqualTo(1);
  }

  @Test
  void aRangeOfTimeHoldsWhatHappenedThen() throws Exception {
    Instant third =
        audit.application.queryForObject(
            "select at from audit_entry where sequence = 3",
            (row, n) -> row.getObject(1, OffsetDateTime.class).toInstant());

    assertThat(check(export(new AuditExport.Range(null, null, null, third))).last()).isEqualTo(2);
    ExportCheck.Result rest = check(export(new AuditExport.Range(null, null, third, null)));
    assertThat(rest.header().first()).isEqualTo(3);
    Instant never = Instant.parse("2020-01-01T00:00:00Z");
    assertThat(check(export(new AuditExport.Range(null, null, null, never))).entries()).isZero();
  }

  @Test
  void anErasureShowsInTheExportAndIsGood() throws Exception {
    audit.erasure.erase(2, MOUSSA, "asked for by the patient");

    ExportCheck.Result result = check(export(new AuditExport.Range(null, null, null, null)));
    assertThat(result.status()).isZero();
    assertThat(kinds(result)).contains(Kind.ERASED);
  }

  @Test
  void whatAnOwnerOfTheDatabaseChangedShowsInTheExport() throws Exception {
    audit.tamper("update audit_entry set actor = 'x' where sequence = 2");

    ExportCheck.Result result = check(export(new AuditExport.Range(null, null, null, null)));
    assertThat(result.status()).isEqualTo(1);
    assertThat(kinds(result)).contains(Kind.ENTRY_CHANGED);
  }

  @Test
  void aTailThatAnOwnerTookOffShowsByTheFileOfCheckpoints() throws Exception {
    AuditCheckpoints checkpoints = audit.checkpoints(settings);
    checkpoints.take();
    List<Checkpoint> kept = kept(settings.checkpoints());
    audit.tamper("delete from audit_entry where sequence >= 3; delete from audit_checkpoint");

    ExportCheck.Result result = check(export(new AuditExport.Range(null, null, null, null)), kept);
    assertThat(kinds(result)).contains(Kind.OTHER_CHAIN);
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void aCheckpointIsKeptInFileAndDatabaseAndHandedInOnce() throws Exception {
    AuditCheckpoints checkpoints = audit.checkpoints(settings);

    Checkpoint made = checkpoints.take().orElseThrow();
    assertThat(made.sequence()).isEqualTo(3);
    assertThat(kept(settings.checkpoints())).containsExactly(made);
    assertThat(checkpoints.newest()).contains(made);
    assertThat(audit.posted).hasSize(1);
    assertThat(checkpoints.find(audit.posted.getFirst())).contains(made);

    // The key's own entry came after it.
    assertThat(checkpoints.take().orElseThrow().sequence()).isEqualTo(4);
    assertThat(checkpoints.take().orElseThrow().sequence()).isEqualTo(4);
    assertThat(kept(settings.checkpoints())).hasSize(2);
  }

  @Test
  void aCheckpointIsMadeWhenItsTimeHasCome() {
    AuditCheckpoints checkpoints = audit.checkpoints(settings);
    checkpoints.whenDue();
    audit.entries(1);
    checkpoints.whenDue();
    assertThat(audit.posted).hasSize(1);

    audit.tamper("update audit_checkpoint set at = at - interval '25 hours'");
    checkpoints.whenDue();
    assertThat(audit.posted).hasSize(2);
  }

  @Test
  void whatIsNotSignedYetIsSignedAtTheEnd() {
    AuditCheckpoints checkpoints = audit.checkpoints(settings);
    checkpoints.stop();

    assertThat(checkpoints.newest().orElseThrow().sequence()).isEqualTo(3);
  }

  @Test
  void aFileThatCannotBeWrittenKeepsNoCheckpointFromTheDatabase() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "").resolve("checkpoints");
    AuditSettings elsewhere =
        new AuditSettings(settings.folder(), null, settings.checkpointEvery(), blocked, null);

    assertThat(audit.checkpoints(elsewhere).take()).isPresent();
    assertThat(audit.posted).hasSize(1);
  }

  @Test
  void theKeyIsMadeForItsOwnerAloneAndStays() throws IOException {
    String first = audit.checkpoints(settings).take().orElseThrow().keyId();
    Path file = settings.folder().resolve("key.pem");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    audit.entries(1);
    assertThat(audit.checkpoints(settings).take().orElseThrow().keyId()).isEqualTo(first);
    try (var files = Files.list(settings.folder())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("key.pem", "checkpoints.ndjson");
    }
  }

  @Test
  void afterARotationBothKeysAreValid() throws Exception {
    audit.checkpoints(settings).take();
    Files.delete(settings.folder().resolve("key.pem"));
    audit.entries(1);
    audit.checkpoints(settings).take();

    assertThat(audit.keys(settings).publicKeys()).hasSize(2);
    assertThat(
            audit.application.queryForObject(
                "select count(*) from audit_entry where what = 'audit.key'", Integer.class))
        .isEqualTo(2);
    ExportCheck.Result result = check(export(new AuditExport.Range(null, null, null, null)));
    assertThat(result.status()).isZero();
    assertThat(result.checkpoints()).isEqualTo(3);
  }

  @Test
  void aKeyCanBeGivenByReference() throws IOException {
    AuditSettings given =
        AuditFixture.settings(folder, "file:" + Files.writeString(folder.resolve("k"), "no key"));

    assertThatIllegalStateException()
        .isThrownBy(() -> audit.checkpoints(given).take())
        .withMessageContaining("rempart.audit.key file:" + folder);
    Files.writeString(folder.resolve("k"), SigningKey.fresh().privatePem());
    assertThat(audit.checkpoints(given).take()).isPresent();
    assertThat(folder.resolve("key.pem")).doesNotExist();
  }

  private String export(AuditExport.Range range) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AuditExport export = audit.export(settings);
    export.write(export.settle(range), MOUSSA, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private ExportCheck.Result check(String text) throws IOException, UnreadableLineException {
    return check(text, List.of());
  }

  private ExportCheck.Result check(String text, List<Checkpoint> kept)
      throws IOException, UnreadableLineException {
    return new ExportCheck(audit.keys(settings).publicKeys(), kept, line -> {})
        .check(new BufferedReader(new StringReader(text)));
  }

  private static List<Kind> kinds(ExportCheck.Result result) {
    return result.findings().stream().map(Finding::kind).toList();
  }

  private static List<Checkpoint> kept(Path file) throws IOException, UnreadableLineException {
    List<Checkpoint> kept = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      kept.add(ExportLine.read(line).checkpoint());
    }
    return kept;
  }
}
