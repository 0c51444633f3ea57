package org.rempart.core.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.rempart.embedded.TestStack;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * A database with its owner and the application's role, and the audit as the application has it.
 */
final class AuditFixture implements AutoCloseable {

  static final Actor AWA = Actor.person("awa", "RESPONDER", "10.0.0.1");
  static final Actor MOUSSA = Actor.person("moussa", "MANAGER", "10.0.0.2");

  final JdbcTemplate owner;
  final JdbcTemplate application;
  final AuditTrail trail;
  final AuditSealer sealer;
  final AuditChain chain;
  final AuditErasure erasure;
  final List<Long> posted = new ArrayList<>();
  private final HikariDataSource source;

  private AuditFixture(String url) {
    owner = new JdbcTemplate(new DriverManagerDataSource(url));
    owner.execute("select allow_application('rempart_app')");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(TestStack.postgres().asApplication(url));
    source = new HikariDataSource(config);
    application = new JdbcTemplate(source);
    JdbcClient jdbc = JdbcClient.create(source);
    trail = new AuditTrail(jdbc, JsonMapper.builder().build());
    sealer =
        new AuditSealer(application, new JdbcTransactionManager(source), new SimpleMeterRegistry());
    chain = new AuditChain(application);
    erasure = new AuditErasure(jdbc);
  }

  /** On a database with all migrations. */
  static AuditFixture fresh() {
    String url = TestStack.postgres().createDatabase();
    return migrated(url);
  }

  /** On a database that may have had some migrations. */
  static AuditFixture migrated(String url) {
    TestStack.postgres().asApplication(url);
    Flyway.configure().dataSource(new DriverManagerDataSource(url)).load().migrate();
    return new AuditFixture(url);
  }

  /** Empties the audit, which only the owner can, and only without the triggers. */
  void empty() {
    tamper("truncate audit_entry, audit_checkpoint, audit_key");
  }

  /** What somebody with the owner's rights can do who switches the triggers off. */
  void tamper(String sql) {
    owner.execute(triggers("disable") + sql + ";" + triggers("enable"));
  }

  private static String triggers(String verb) {
    return Stream.of("audit_entry", "audit_checkpoint", "audit_key")
        .map(table -> "alter table " + table + " " + verb + " trigger user;")
        .collect(Collectors.joining());
  }

  /** Entries with values of every sort, sealed. */
  void entries(int count) {
    for (int i = 0; i < count; i++) {
      trail.record(
          AWA,
          "incident.verdict",
          "incident",
          "i-" + i,
          Map.of("verdict", ""),
          Map.of(
              "verdict",
              "BENIGN",
              "score",
              0.5,
              "note",
              "é \"<\" \u2028",
              "big",
              12345678901234567L),
          "a drill");
    }
    sealer.seal();
  }

  AuditKeys keys(AuditSettings settings) {
    return new AuditKeys(
        JdbcClient.create(source), trail, settings, new JdbcTransactionManager(source));
  }

  AuditCheckpoints checkpoints(AuditSettings settings) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("post", (CheckpointPost) posted::add);
    return new AuditCheckpoints(
        JdbcClient.create(source),
        sealer,
        keys(settings),
        new CheckpointFile(settings),
        settings,
        beans.getBeanProvider(CheckpointPost.class),
        new JdbcTransactionManager(source));
  }

  AuditExport export(AuditSettings settings) {
    return new AuditExport(
        JdbcClient.create(source), trail, sealer, checkpoints(settings), keys(settings));
  }

  static AuditSettings settings(Path folder, @Nullable String key) {
    return new AuditSettings(folder, key, Duration.ofDays(1), null, null);
  }

  @Override
  public void close() {
    source.close();
  }
}
