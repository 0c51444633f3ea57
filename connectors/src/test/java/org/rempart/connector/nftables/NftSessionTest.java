package org.rempart.connector.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.shell.LocalHost;

/** How a session tells the end of an answer, against commands that behave as nft's builds do. */
class NftSessionTest {

  /** Complains as nft does about a line it doesn't understand. */
  private static final String COMPLAIN =
      """
      complain() {
        echo "Error: syntax error, unexpected newline, expecting string"
        echo "$1"
        echo "     ^"
      }
      """;

  @TempDir Path folder;

  @Test
  void anAnswerEndsAtTheComplaintAndSilenceIsAnAnswerToo() throws Exception {
    String script =
        COMPLAIN
            + """
            while read -r line; do
              case $line in list*) echo "table"; echo "  ^^^" ;; add*) ;; *) complain "$line" ;; esac
            done
            """;
    try (NftSession session = session(script)) {
      assertThat(session.ask("list x")).isEqualTo("table\n  ^^^\n");
      assertThat(session.ask("add x")).isEmpty();
      assertThat(session.ask("list x")).isEqualTo("table\n  ^^^\n");
    }
  }

  @Test
  void aBuildThatEchoesWhatItReadsIsUnderstood() throws Exception {
    String script =
        COMPLAIN
            + """
            while read -r line; do
              echo "nft> $line"
              case $line in list*) echo "table" ;; *) complain "$line" ;; esac
            done
            """;
    try (NftSession session = session(script)) {
      assertThat(session.ask("list x")).endsWith("table\n").doesNotContain("end_");
    }
  }

  /** As many sessions as firewalls may stand open for days; the rest of the application runs on. */
  @Test
  void openSessionsHoldNoVirtualThreadBack() throws Exception {
    List<NftSession> open = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        NftSession session = session(COMPLAIN + "while read -r l; do complain \"$l\"; done\n");
        open.add(session);
        session.ask("list x");
      }
      CountDownLatch another = new CountDownLatch(1);
      Thread.startVirtualThread(another::countDown);
      assertThat(another.await(2, TimeUnit.SECONDS)).isTrue();
    } finally {
      open.forEach(NftSession::close);
    }
  }

  @Test
  void aSilentProcessIsGivenUpAndTheNextQuestionGetsANewOne() throws Exception {
    Path first = folder.resolve("first");
    String script =
        COMPLAIN
            + "if mkdir '%s' 2>/dev/null; then sleep 60; fi\n".formatted(first)
            + "while read -r line; do complain \"$line\"; done\n";
    try (NftSession session = session(script)) {
      assertThatThrownBy(() -> session.ask("add x")).isInstanceOf(OutcomeUnknownException.class);
      assertThat(session.ask("nonsense")).contains("nonsense");
    }
  }

  @Test
  void aProcessThatDiesLeavesTheOutcomeUnknown() throws Exception {
    try (NftSession session = session("read -r line; exit 1\n")) {
      assertThatThrownBy(() -> session.ask("add x")).isInstanceOf(OutcomeUnknownException.class);
    }
  }

  @Test
  void aCommandThatIsNotThereMeansThatNothingWasSent() {
    LocalHost host = new LocalHost(List.of());
    try (NftSession session =
        new NftSession(host, List.of("/nonexistent"), Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> session.ask("add x"))
          .isInstanceOf(ProductUnavailableException.class);
    }
  }

  @Test
  void aLongLineGoesByAFileThatIsGoneAfterwards() throws Exception {
    Path kept = folder.resolve("kept");
    Path name = folder.resolve("name");
    String script =
        COMPLAIN
            + """
            while read -r line; do
              case $line in
                include*) f=${line#include ?}; f=${f%%?}; cat "$f" > '%s'; echo "$f" > '%s'
                  echo "In file included from <cmdline>:1:1-29:"; echo "$f:1:18-19: Error: No such file or directory" ;;
                *) complain "$line" ;;
              esac
            done
            """
                .formatted(kept, name);
    String line = "add element " + "x".repeat(5_000);
    try (NftSession session = session(script)) {
      String answer = session.ask(line);
      assertThat(answer).isEqualTo("Error: No such file or directory\n");
      assertThat(new NftComplaint(answer).nothingThere()).isTrue();
    }
    assertThat(kept).content().isEqualTo(line + "\n");
    assertThat(Path.of(Files.readString(name).strip())).doesNotExist();
  }

  @Test
  void whereNftCantReadOurFilesTheLineIsSaidItself() throws Exception {
    Path said = folder.resolve("said");
    String script =
        COMPLAIN
            + """
            while read -r line; do
              case $line in
                include*) f=${line#include ?}; echo "Error: File not found: ${f%%?}"; echo "$line"; echo "^^^^" ;;
                add*) echo "$line" >> '%s' ;;
                *) complain "$line" ;;
              esac
            done
            """
                .formatted(said);
    String line = "add element " + "x".repeat(5_000);
    try (NftSession session = session(script)) {
      assertThat(session.ask(line)).isEmpty();
    }
    assertThat(said).content().isEqualTo(line + "\n");
  }

  private NftSession session(String script) throws Exception {
    Path file = Files.writeString(folder.resolve("nft"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new NftSession(
        new LocalHost(List.of()), List.of(file.toString(), "-i"), Duration.ofSeconds(3));
  }
}
