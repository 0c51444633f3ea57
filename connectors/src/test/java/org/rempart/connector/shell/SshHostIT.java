package org.rempart.connector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.SecretRef;

/** Commands and conversations over a real OpenSSH server, which lets ten at once through. */
class SshHostIT {

  private static final int MORE_THAN_THE_SERVER_ALLOWS_AT_ONCE = 12;

  @TempDir static Path folder;

  @Test
  void conversationsThatAreOverLeaveTheirPlaceToOthers() throws IOException {
    try (SshServer server = SshServer.start(folder);
        SshHost host = host(server)) {
      for (int i = 0; i < MORE_THAN_THE_SERVER_ALLOWS_AT_ONCE; i++) {
        try (Conversation talk = host.open(List.of("cat"))) {
          talk.input().write(("word " + i + "\n").getBytes(StandardCharsets.UTF_8));
          talk.input().flush();
          assertThat(new BufferedReader(new InputStreamReader(talk.output())).readLine())
              .isEqualTo("word " + i);
        }
      }
      assertThat(host.run(List.of("echo", "there"), Duration.ofSeconds(10)).output())
          .isEqualTo("there\n");
    }
  }

  private static SshHost host(SshServer server) throws IOException {
    var options = server.options();
    return new SshHost(
        new SshSettings(
            options.get("ssh-host"),
            server.port(),
            options.get("ssh-user"),
            new SecretRef(options.get("ssh-key")),
            options.get("ssh-host-key"),
            Duration.ofSeconds(10)),
        List.of());
  }
}
