package org.rempart.core.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.decision.DmnTable;
import org.rempart.core.guardrail.PolicyVersion.State;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.embedded.TestStack;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The table's file decides until a person puts a version in force, and never over a person's. */
class PolicyFilesIT {

  private static final Actor OFFICER = Actor.person("rssi", "MANAGER", "127.0.0.1");

  private static AnnotationConfigApplicationContext context;
  private static String packed;
  private static volatile String file;

  @BeforeAll
  static void open() throws IOException {
    try (InputStream in = PolicyFilesIT.class.getResourceAsStream("/workflows/" + Policies.FILE)) {
      packed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    DriverManagerDataSource source =
        new DriverManagerDataSource(TestStack.postgres().createDatabase());
    Flyway.configure().dataSource(source).load().migrate();
    context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> source);
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
    context.registerBean(
        PlatformTransactionManager.class, () -> new JdbcTransactionManager(source));
    context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
    context.registerBean(PlaybookLibrary.class, PolicyFilesIT::library);
    context.register(AuditTrail.class, PolicyRows.class, Policies.class, PolicyTrials.class);
    context.refresh();
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @Test
  void aNewFileDecidesUntilAPersonDoes() {
    Policies policies = context.getBean(Policies.class);
    file = packed;
    policies.adopt();
    policies.adopt();
    assertThat(states()).containsExactly(State.PUBLISHED);

    file = packed.replace("&gt; 5", "&gt; 9");
    policies.adopt();
    assertThat(states()).containsExactly(State.PUBLISHED, State.RETIRED);
    assertThat(policies.dmn(policies.inForce().version())).isEqualTo(file);

    file = packed.replace("\"REFUSE\"", "\"NO\"");
    policies.adopt();
    assertThat(states()).hasSize(2);

    int own = policies.draft(packed.replace("&gt; 5", "&gt; 2"), "ours", OFFICER);
    context.getBean(PolicyTrials.class).run(own, java.time.Instant.EPOCH);
    policies.publish(own, "ours", OFFICER);
    file = packed.replace("&gt; 5", "&gt; 50");
    policies.adopt();
    assertThat(policies.inForce().version()).isEqualTo(own);
    assertThat(states())
        .containsExactly(State.DRAFT, State.PUBLISHED, State.RETIRED, State.RETIRED);
  }

  private static List<State> states() {
    return context.getBean(Policies.class).versions().stream().map(PolicyVersion::state).toList();
  }

  /** A library whose only file changes under it. */
  private static PlaybookLibrary library() {
    return (PlaybookLibrary)
        Proxy.newProxyInstance(
            PlaybookLibrary.class.getClassLoader(),
            new Class<?>[] {PlaybookLibrary.class},
            (proxy, method, arguments) ->
                List.of(
                    new PlaybookLibrary.Table(
                        "workflows/" + Policies.FILE, file, DmnTable.hash(file))));
  }
}
