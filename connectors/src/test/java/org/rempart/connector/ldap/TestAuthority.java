package org.rempart.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.rempart.connector.shell.CommandResult;
import org.rempart.connector.shell.LocalHost;

/** A certificate authority of the house, and a server's certificate for one address. */
record TestAuthority(Path folder) {

  /** Makes both, by openssl. */
  static TestAuthority create(Path folder, String address) throws IOException {
    TestAuthority authority = new TestAuthority(folder);
    authority.openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=House"
            + " -keyout ca.key -out ca.pem");
    authority.openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=directory"
            + " -keyout server.key -out server.csr");
    Files.writeString(folder.resolve("ext"), "subjectAltName=IP:" + address + "\n");
    authority.openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
            + " -extfile ext -out server.pem");
    return authority;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  private void openssl(String words) {
    LocalHost shell = new LocalHost(List.of("env", "-C", folder.toString(), "openssl"));
    CommandResult result = shell.run(List.of(words.split(" ")), Duration.ofSeconds(60));
    assertThat(result.ok()).as(result.error()).isTrue();
  }
}
