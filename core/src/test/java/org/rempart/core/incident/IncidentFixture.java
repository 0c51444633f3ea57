package org.rempart.core.incident;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.rempart.core.audit.Actor;
import org.rempart.core.decision.DecisionTables;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.core.response.Responses;
import org.rempart.embedded.TestStack;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import tools.jackson.databind.json.JsonMapper;

/** Incidents and tasks over a real database; what acts on products only keeps what it was asked. */
public final class IncidentFixture implements AutoCloseable {

  public static final Actor AWA = Actor.person("awa", "RESPONDER", "127.0.0.1");

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext(Parts.class);
  public final JdbcClient jdbc = get(JdbcClient.class);
  public final AskedResponses responses = get(AskedResponses.class);

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** An open incident, as folding leaves it. */
  public UUID open() {
    return jdbc.sql(
            """
            insert into incident (site_id, title, severity, playbook, first_alert_at, last_alert_at)
            values ('default', 'Passwords tried', 'HIGH', 'test-v1', now(), now()) returning id\
            """)
        .query(UUID.class)
        .single();
  }

  public List<String> outbox(String topic) {
    return jdbc.sql("select payload::text from outbox where topic = ? order by id")
        .param(topic)
        .query(String.class)
        .list();
  }

  public List<String> timeline(UUID incidentId) {
    return jdbc.sql("select kind from timeline_entry where incident_id = ? order by id")
        .param(incidentId)
        .query(String.class)
        .list();
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration
  @EnableTransactionManagement
  @ComponentScan({
    "org.rempart.core.audit",
    "org.rempart.core.engine",
    "org.rempart.core.incident",
    "org.rempart.core.task"
  })
  static class Parts {

    @Bean
    DataSource database() {
      var database = new PGSimpleDataSource();
      database.setUrl(TestStack.postgres().createDatabase());
      Flyway.configure().dataSource(database).load().migrate();
      return database;
    }

    @Bean
    JdbcTemplate template(DataSource database) {
      return new JdbcTemplate(database);
    }

    @Bean
    JdbcClient jdbc(JdbcTemplate template) {
      return JdbcClient.create(template);
    }

    @Bean
    PlatformTransactionManager transactions(DataSource database) {
      return new JdbcTransactionManager(database);
    }

    @Bean
    JsonMapper json() {
      return JsonMapper.builder().build();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    DecisionTables tables() {
      return (decision, inputs) -> new DecisionTables.Decision(Map.of(), "none", List.of());
    }

    @Bean
    PlaybookLibrary library() {
      return new OneForm();
    }

    @Bean
    AskedResponses responses() {
      return new AskedResponses();
    }
  }

  /** Keeps what it was asked. */
  public static final class AskedResponses implements Responses {

    public final List<Call> calls = new ArrayList<>();
    public final List<UUID> reverted = new ArrayList<>();
    public final Set<UUID> asked = new HashSet<>();

    @Override
    public Result respond(Call call) {
      calls.add(call);
      return new Result(null, Outcome.DONE, 1, "", List.of());
    }

    @Override
    public Result verify(UUID responseId) {
      return new Result(responseId, Outcome.DONE, 1, "", List.of());
    }

    @Override
    public int revertIncident(UUID incidentId, Actor actor, String reason) {
      reverted.add(incidentId);
      return 1;
    }

    @Override
    public boolean asked(UUID incidentId) {
      return asked.contains(incidentId);
    }

    @Override
    public void revertAction(UUID actionId, Actor actor, String reason) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class OneForm implements PlaybookLibrary {

    @Override
    public List<Drawing> drawings() {
      return List.of();
    }

    @Override
    public Optional<Drawing> drawing(String processId) {
      return Optional.empty();
    }

    @Override
    public List<Table> tables() {
      return List.of();
    }

    @Override
    public Optional<String> form(String formId, Locale locale) {
      return Optional.of(
          """
          {"components": [{"type": "group", "components": [
            {"type": "textfield", "key": "verdict"}, {"type": "textfield", "key": "notes"}]}]}\
          """);
    }

    @Override
    public String formTitle(String formId, Locale locale) {
      return formId;
    }

    @Override
    public String elementName(String processId, String elementId, Locale locale) {
      return elementId;
    }

    @Override
    public String title(String processId, Locale locale) {
      return processId;
    }
  }
}
