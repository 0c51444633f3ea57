package org.rempart.embedded.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rempart.embedded.Jvm;
import org.rempart.embedded.Layout;
import org.rempart.embedded.PartMissingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code rempart bench NAME}: a benchmark or fault test, in a process of its own. */
@Command(
    name = "bench",
    description =
        "Measures speed or proves faults: contain, faults, intake, kill. Without a name: what there"
            + " is.")
final class BenchCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one.")
  private String name = "--help";

  @Unmatched private List<String> rest = new ArrayList<>();

  @Override
  public Integer call() {
    Layout layout = Layout.find();
    Path jar = layout.bench();
    if (jar == null) {
      throw new PartMissingException(
          "the benches are not built: run `mvn -DskipTests package` in " + layout.root());
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Jvm.java(),
                "-Drempart.root=" + layout.root(),
                "-cp",
                Layout.classPath(jar),
                "org.rempart.bench.Bench",
                name));
    command.addAll(rest);
    return Foreground.run(command);
  }
}
