package org.rempart.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The READMEs' table of products says what the connectors' tests of this build have proven, with
 * the versions they met. {@code -Dproducts.write=true} writes it; {@code -Dproducts.all=true} wants
 * every row to have been proven by this build, which takes a machine with all the products. Another
 * version than the one that stands there is no fault: machines differ.
 */
class ProductsTableIT {

  private static final Path ROOT = Path.of(System.getProperty("rempart.root"));
  private static final Pattern TABLE =
      Pattern.compile("(?s)(<!-- products -->\n).*?(<!-- /products -->)");

  private static final Map<String, String> FRENCH =
      Map.of(
          "tested against the real product", "testé contre le vrai produit",
          "contract-tested", "testé sur contrat");

  @Test
  void theTablesSayWhatThisBuildHasProven() throws IOException {
    List<String[]> proofs = proofs();
    check(ROOT.resolve("README.md"), "| product | type | |", rows(proofs, Map.of()));
    check(ROOT.resolve("README.fr.md"), "| produit | type | |", rows(proofs, FRENCH));
  }

  private static void check(Path readme, String head, List<String> proven) throws IOException {
    String text = Files.readString(readme);
    if (Boolean.getBoolean("products.write")) {
      String table = head + "\n| --- | --- | --- |\n" + String.join("\n", proven) + "\n";
      text = TABLE.matcher(text).replaceFirst(m -> m.group(1) + table + m.group(2));
      Files.writeString(readme, text);
    }
    var found = TABLE.matcher(text);
    assertThat(found.find()).as("%s has the table", readme).isTrue();
    List<String> rows =
        found.group().lines().filter(line -> line.startsWith("| ")).skip(2).toList();
    assertThat(rows).isNotEmpty();
    assertThat(named(rows)).containsAll(named(proven));
    if (Boolean.getBoolean("products.all")) {
      assertThat(named(proven)).containsExactlyElementsOf(named(rows));
    }
  }

  private static List<String> named(List<String> rows) {
    return rows.stream().map(row -> row.replaceFirst(" \\([^()]*\\) \\|$", " |")).toList();
  }

  private static List<String> rows(List<String[]> proofs, Map<String, String> words) {
    return proofs.stream()
        .map(
            p ->
                "| %s | `%s` | %s (%s) |"
                    .formatted(p[0], p[1], words.getOrDefault(p[2], p[2]), p[3]))
        .toList();
  }

  /** Product, type, how and version; those against real products first, then by name. */
  private static List<String[]> proofs() throws IOException {
    Path folder = ROOT.resolve("connectors/target/proven");
    List<String[]> proofs = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return proofs;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        proofs.add(Files.readString(file).strip().split("\t"));
      }
    }
    proofs.sort(
        java.util.Comparator.comparing((String[] p) -> p[2].startsWith("contract"))
            .thenComparing(p -> p[0].toLowerCase(Locale.ROOT)));
    return proofs;
  }
}
