import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds every Java file to google-java-format: {@code check} lists the files that differ and fails,
 * {@code apply} rewrites them. It runs on the toolchain's JDK, because the formatter parses with
 * the compiler it runs on and Maven may run on one that is older than our sources.
 */
final class Format {

  private static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git", ".rempart");

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    List<Path> wrong = new ArrayList<>();
    for (Path file : javaFiles(Path.of(args[1]))) {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(source);
      if (!formatted.equals(source)) {
        wrong.add(file);
        if (apply) {
          Files.writeString(file, formatted);
        }
      }
    }
    wrong.forEach(file -> System.out.println((apply ? "formatted " : "not formatted: ") + file));
    if (!apply && !wrong.isEmpty()) {
      System.out.println("Run: mvn -N exec:exec@format");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var children = Files.list(root)) {
      for (Path child : children.sorted().toList()) {
        if (Files.isDirectory(child) && !Files.isSymbolicLink(child)) {
          if (!SKIPPED.contains(child.getFileName().toString())) {
            found.addAll(javaFiles(child));
          }
        } else if (child.toString().endsWith(".java")) {
          found.add(child);
        }
      }
    }
    return found;
  }
}
