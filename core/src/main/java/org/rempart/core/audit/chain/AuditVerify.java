package org.rempart.core.audit.chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks an export of the audit from the command line, without server or database: {@code FILE
 * [--checkpoints FILE] [--public-key FILE] [--lang fr|en]}. Exit status: 0 nothing is wrong, 1
 * something is, 2 something could not be read.
 */
public final class AuditVerify {

  private static final Duration PROGRESS = Duration.ofSeconds(2);

  private final PrintStream out;
  private final PrintStream progress;
  private final Duration every;
  private Locale language = Locale.getDefault();

  /**
   * @param out for what was found
   * @param progress for how far it is
   * @param every between two lines about that
   */
  AuditVerify(PrintStream out, PrintStream progress, Duration every) {
    this.out = out;
    this.progress = progress;
    this.every = every;
  }

  /** Checks and ends the process. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(new AuditVerify(out, System.err, PROGRESS).run(args));
  }

  /** Checks; answers the exit status. */
  int run(String... args) {
    try {
      return run(new ArrayList<>(Arrays.asList(args)));
    } catch (CharacterCodingException e) {
      say("unreadable", "UTF-8");
    } catch (NoSuchFileException e) {
      say("no-file", e.getMessage());
    } catch (IOException e) {
      say("unreadable", String.valueOf(e));
    } catch (UnreadableLineException | IllegalArgumentException e) {
      say("unreadable", String.valueOf(e.getMessage()));
    }
    return 2;
  }

  private int run(List<String> args) throws IOException, UnreadableLineException {
    String lang = option(args, "--lang");
    language = lang == null ? language : Locale.of(lang);
    String checkpoints = option(args, "--checkpoints");
    String keys = option(args, "--public-key");
    if (args.size() != 1) {
      say("usage");
      return 2;
    }
    List<PublicKey> trusted =
        keys == null ? null : SigningKey.publicKeys(Files.readString(Path.of(keys)));
    List<Checkpoint> kept = checkpoints == null ? List.of() : checkpoints(Path.of(checkpoints));
    ExportCheck check = new ExportCheck(trusted, kept, progress());
    try (BufferedReader lines = Files.newBufferedReader(Path.of(args.getFirst()))) {
      return tell(check.check(lines));
    }
  }

  private int tell(ExportCheck.Result result) {
    ExportLine.Header header = result.header();
    say("export", header.installation(), header.exportedAt().toString());
    say("entries", number(result.entries()), number(header.first()), number(result.last()));
    say("checkpoints", number(result.checkpoints()));
    for (Finding finding : result.findings()) {
      String mark = finding.weight() == Finding.Weight.NOTE ? "  --  " : "  !!  ";
      out.println(mark + finding.sentence(language));
    }
    switch (result.status()) {
      case 0 -> say("good");
      case 1 -> say("faults", number(result.faults()));
      default -> say("not-whole", number(result.unreadable()), number(result.faults()));
    }
    return result.status();
  }

  private static List<Checkpoint> checkpoints(Path file)
      throws IOException, UnreadableLineException {
    List<Checkpoint> read = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        Checkpoint checkpoint = ExportLine.read(line).checkpoint();
        if (checkpoint == null) {
          throw new UnreadableLineException(file + " holds a line that is no checkpoint");
        }
        read.add(checkpoint);
      }
    }
    return read;
  }

  /** Takes an option and its value out of the arguments. */
  private static @Nullable String option(List<String> args, String name) {
    int at = args.indexOf(name);
    if (at < 0 || at + 1 >= args.size()) {
      return null;
    }
    args.remove(at);
    return args.remove(at);
  }

  /** The first line comes late, so that nothing is printed for what is quick. */
  private LongConsumer progress() {
    return new LongConsumer() {
      private long next = System.nanoTime() + every.toNanos();

      @Override
      public void accept(long lines) {
        if (System.nanoTime() > next) {
          next = System.nanoTime() + every.toNanos();
          progress.println(Finding.say("progress", language, number(lines)));
        }
      }
    };
  }

  private void say(String key, Object... values) {
    out.println(Finding.say(key, language, values));
  }

  private static String number(long number) {
    return Long.toString(number);
  }
}
