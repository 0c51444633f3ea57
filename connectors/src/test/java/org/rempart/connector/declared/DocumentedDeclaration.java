package org.rempart.connector.declared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The declaration that docs/connectors/declaring.md walks through, as it stands there. */
final class DocumentedDeclaration {

  private DocumentedDeclaration() {}

  static String page() throws IOException {
    Path root = Path.of(System.getProperty("rempart.root"));
    return Files.readString(root.resolve("docs/connectors/declaring.md"));
  }

  static String yaml() throws IOException {
    Matcher block = Pattern.compile("```yaml\n(type: .*?)```", Pattern.DOTALL).matcher(page());
    if (!block.find()) {
      throw new IOException("the page shows no declaration");
    }
    return block.group(1);
  }
}
