package org.rempart.core.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.rempart.core.alert.intake.AlertIntake;
import org.rempart.core.alert.intake.Delivered;
import org.rempart.core.alert.intake.Delivered.Position;
import org.rempart.core.alert.intake.Receipt;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.decision.DecisionTables;
import org.rempart.core.incident.Changes;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.Timeline;
import org.rempart.embedded.TestStack;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** Intake and folding on a database of their own, as the application wires them. */
public final class AlertFixture implements AutoCloseable {

  public final JdbcTemplate jdbc;
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  /**
   * Decides that every incident keeps its alert's severity and goes to the brute-force playbook.
   */
  public AlertFixture() {
    this(
        (id, inputs) ->
            id.equals("incident-severity")
                ? Map.of("severity", inputs.get("alertSeverity"))
                : Map.of("playbook", "brute-force-v1"));
  }

  public AlertFixture(BiFunction<String, Map<String, ?>, Map<String, Object>> decisions) {
    DataSource database = database();
    jdbc = new JdbcTemplate(database);
    DecisionTables tables =
        (id, inputs) ->
            new DecisionTables.Decision(decisions.apply(id, inputs), id + "@test", List.of("r1"));
    context.registerBean(JdbcTemplate.class, () -> jdbc);
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
    context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(database));
    context.registerBean(JsonMapper.class, () -> new JsonMapper());
    context.registerBean(DecisionTables.class, () -> tables);
    context.register(Changes.class, Outbox.class, Timeline.class, AuditTrail.class);
    context.scan("org.rempart.core.alert");
    context.refresh();
  }

  private static DataSource database() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(TestStack.postgres().createDatabase());
    Flyway.configure().dataSource(database).load().migrate();
    return database;
  }

  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** Hands in records over a stream, from the given offset on. */
  public Receipt stream(String source, long offset, List<String> records) {
    List<Delivered> delivered = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      Position at = new Position("stream-" + source, 0, offset + i);
      delivered.add(new Delivered(source, bytes(records.get(i)), null, false, at));
    }
    return part(AlertIntake.class).accept(delivered);
  }

  /** Hands in records by request, for a site. */
  public Receipt post(String source, String site, String... records) {
    return part(AlertIntake.class)
        .accept(
            List.of(records).stream()
                .map(record -> new Delivered(source, bytes(record), site, false, null))
                .toList());
  }

  public long count(String sql, Object... params) {
    Long count = jdbc.queryForObject(sql, Long.class, params);
    return count == null ? 0 : count;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An EVE alert of now. */
  public static String eve(int sid, String signature, int severity, String from, String to) {
    return eve(Instant.now(), sid, signature, severity, from, to);
  }

  /** An EVE alert. */
  public static String eve(
      Instant at, int sid, String signature, int severity, String from, String to) {
    return """
    {"timestamp":"%s","event_type":"alert","src_ip":"%s","src_port":40000,"dest_ip":"%s","dest_port":22,"proto":"TCP",\
    "alert":{"action":"allowed","gid":1,"signature_id":%d,"rev":1,"signature":"%s","category":"","severity":%d}}\
    """
        .formatted(at, from, to, sid, signature, severity);
  }

  @Override
  public void close() {
    context.close();
  }
}
