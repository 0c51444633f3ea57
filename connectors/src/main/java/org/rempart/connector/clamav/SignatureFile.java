package org.rempart.connector.clamav;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Refusal;
import org.rempart.connector.shell.CommandHost;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.Conversation;

/** Our signature file, at the host that clamd runs on. */
final class SignatureFile implements AutoCloseable {

  private final ClamavSettings settings;
  private final CommandHost host;

  SignatureFile(ClamavSettings settings) {
    this.settings = settings;
    this.host = settings.host();
  }

  /** What it holds; a file that isn't there holds nothing. */
  Signatures read() throws Refusal {
    CommandResult text = run("cat", "--", settings.signatureFile());
    if (!text.ok() && text.error().contains("No such file or directory")) {
      return new Signatures(List.of());
    }
    return Signatures.parse(checked("cat", text).output());
  }

  /** Puts a whole new file in its place; one without signatures is taken away. */
  void write(Signatures signatures) throws Refusal {
    String file = settings.signatureFile();
    if (signatures.lines().isEmpty()) {
      checked("rm", change("rm", "-f", "--", file));
      return;
    }
    // clamd goes by the ending of a name: it doesn't read this one.
    String part = file + ".part";
    send(part, signatures.text());
    checked("chmod", change("chmod", "644", "--", part));
    checked("mv", change("mv", "-f", "--", part, file));
  }

  /** Whether its folder may be written, for health. */
  boolean writable() {
    String folder = settings.signatureFile().replaceFirst("/[^/]+$", "/");
    return run("test", "-w", folder).ok();
  }

  String place() {
    return host.place();
  }

  @Override
  public void close() {
    host.close();
  }

  private void send(String file, String text) throws Refusal {
    try (Conversation tee = host.open(List.of("tee", "--", file))) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      try (OutputStream input = tee.input()) {
        input.write(bytes);
      }
      String said = new String(tee.output().readAllBytes(), StandardCharsets.UTF_8);
      if (!said.equals(text)) {
        throw new Refusal(
            "NOT_WRITABLE", "tee on " + place() + " says: " + said.lines().findFirst().orElse(""));
      }
    } catch (IOException e) {
      // Nothing has happened yet to the file that counts.
      throw new ProductUnavailableException("connection to " + place() + " broke", e);
    }
  }

  private CommandResult run(String... command) {
    try {
      return change(command);
    } catch (OutcomeUnknownException e) {
      throw new ProductUnavailableException(e.getMessage(), e);
    }
  }

  private CommandResult change(String... command) {
    List<String> words = new ArrayList<>(List.of("env", "LC_ALL=C"));
    words.addAll(List.of(command));
    return host.run(words, settings.timeout());
  }

  private CommandResult checked(String command, CommandResult result) throws Refusal {
    if (!result.ok()) {
      String text = command + " on " + place() + " says: " + result.complaint();
      throw new Refusal("COMMAND_FAILED", text);
    }
    return result;
  }
}
