package org.rempart.core.response;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Offer;
import org.rempart.connector.TargetKind;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.incident.Changes;
import org.rempart.core.incident.Outbox;
import org.rempart.core.incident.Timeline;
import org.rempart.core.playbook.PlaybookSettings;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.task.TaskBoard;
import org.rempart.embedded.TestStack;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** Responses on a PostgreSQL of their own, with products in memory. */
final class ResponseFixture implements AutoCloseable {

  static final Actor PLAYBOOK = Actor.playbook("brute-force-v1/BlockAddress");
  static final Actor ANALYST = Actor.person("awa", "RESPONDER", "127.0.0.1");

  final TestProduct firewall =
      new TestProduct(
          "fw-a", offer(Capability.BLOCK_ADDRESS, TargetKind.ADDRESS, Assurance.KEYED, true));
  final TestProduct readable =
      new TestProduct(
          "edr",
          offer(Capability.ISOLATE_HOST, TargetKind.HOST, Assurance.READABLE, true),
          offer(Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, Assurance.READABLE, true),
          offer(Capability.END_SESSIONS, TargetKind.ACCOUNT, Assurance.BLIND, false),
          offer(Capability.REVOKE_SESSIONS, TargetKind.ACCOUNT, Assurance.READABLE, false),
          offer(Capability.LIST_PROCESSES, TargetKind.HOST, Assurance.READABLE, false),
          offer(Capability.QUARANTINE_FILE, TargetKind.FILE, Assurance.READABLE, false)
              .withNeeds(List.of("sha1")));
  final TestProduct mail =
      new TestProduct(
          "smtp", offer(Capability.SEND_MAIL, TargetKind.MAIL_ADDRESS, Assurance.BLIND, false));
  final TestProduct chat =
      new TestProduct(
          "chat", offer(Capability.SEND_CHAT, TargetKind.CHANNEL, Assurance.BLIND, false));
  final TestProduct tickets =
      new TestProduct(
          "rt",
          offer(Capability.OPEN_TICKET, TargetKind.INCIDENT, Assurance.KEYED, false),
          offer(Capability.COMMENT_TICKET, TargetKind.INCIDENT, Assurance.KEYED, false),
          offer(Capability.CLOSE_TICKET, TargetKind.INCIDENT, Assurance.KEYED, false));

  final TestProduct intel =
      new TestProduct(
          "intel",
          offer(Capability.LOOK_UP, TargetKind.ADDRESS, Assurance.READABLE, false),
          offer(Capability.REPORT_SIGHTING, TargetKind.ADDRESS, Assurance.KEYED, false));

  private final @Nullable Connector otherFirewall;
  final HikariDataSource source;
  final JdbcClient jdbc;
  final AnnotationConfigApplicationContext context;
  final JournaledResponses responses;
  final List<TaskBoard.Repair> repairs = new ArrayList<>();
  final List<UUID> withdrawn = new ArrayList<>();

  ResponseFixture() {
    this(Map.of());
  }

  ResponseFixture(Map<String, Object> settings) {
    this(settings, null);
  }

  /** With another firewall than the one in memory. */
  ResponseFixture(Map<String, Object> settings, @Nullable Connector otherFirewall) {
    this.otherFirewall = otherFirewall;
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(TestStack.postgres().createDatabase());
    config.setMaximumPoolSize(8);
    source = new HikariDataSource(config);
    Flyway.configure().dataSource(source).load().migrate();
    jdbc = JdbcClient.create(source);
    context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> source);
    context.registerBean(JdbcClient.class, () -> jdbc);
    context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(source));
    context.registerBean(
        PlatformTransactionManager.class, () -> new JdbcTransactionManager(source));
    context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    for (ConnectorRegistration r : registrations()) {
      context.registerBean(r.connector().id(), ConnectorRegistration.class, () -> r);
    }
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties(settings)));
    context.registerBean(TaskBoard.class, this::board);
    context.register(Timeline.class, Outbox.class, Changes.class, AuditTrail.class);
    context.registerBean(PlaybookSettings.class, () -> new PlaybookSettings(null));
    context.scan(
        "org.rempart.core.response", "org.rempart.core.guardrail", "org.rempart.core.playbook");
    context.refresh();
    responses = context.getBean(JournaledResponses.class);
  }

  private static Map<String, Object> properties(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("rempart.guardrails.own-ranges", "203.0.113.128/25");
    all.put("rempart.guardrails.budget[endpoint.isolate]", "3");
    all.put("rempart.guardrails.budget[network.block-address]", "5000");
    all.put("rempart.public-url", "https://rempart.example");
    all.put("rempart.notify.responders", "garde@hopital.example");
    all.putAll(settings);
    return all;
  }

  private List<ConnectorRegistration> registrations() {
    return List.of(
        new ConnectorRegistration(otherFirewall == null ? firewall : otherFirewall, Set.of()),
        new ConnectorRegistration(readable, Set.of("default")),
        new ConnectorRegistration(mail, Set.of()),
        new ConnectorRegistration(chat, Set.of()),
        new ConnectorRegistration(tickets, Set.of()),
        new ConnectorRegistration(intel, Set.of()));
  }

  /** A process that died and started again: everything in memory is new. */
  UUID incident() {
    return jdbc.sql(
            """
            insert into incident (site_id, title, severity, playbook, first_alert_at, last_alert_at)
            values ('default', 'SSH brute force', 'HIGH', 'brute-force-v1', now(), now()) returning id\
            """)
        .query(UUID.class)
        .single();
  }

  UUID incident(String attacker) {
    UUID id = incident();
    entity(id, "ADDRESS", attacker, "ATTACKER");
    return id;
  }

  UUID victim(String host) {
    UUID id = incident();
    entity(id, "HOST", host, "VICTIM");
    return id;
  }

  void entity(UUID incident, String kind, String value, String role) {
    jdbc.sql(
            "insert into incident_entity (incident_id, kind, value, site_scope, role, first_seen,"
                + " last_seen) values (?, ?, ?, '', ?, now(), now())")
        .params(incident, kind, value, role)
        .update();
  }

  void sign(UUID incident, String sign) {
    jdbc.sql("insert into incident_sign values (?, ?, now())").params(incident, sign).update();
  }

  Responses.Result block(UUID incident, String callKey) {
    return respond(incident, callKey, Capability.BLOCK_ADDRESS, TargetSet.ATTACKER_ADDRESSES);
  }

  Responses.Result isolate(UUID incident, String callKey) {
    return respond(incident, callKey, Capability.ISOLATE_HOST, TargetSet.VICTIM_HOSTS);
  }

  Responses.Result respond(UUID incident, String callKey, Capability capability, TargetSet set) {
    return responses.respond(
        new Responses.Call(incident, callKey, capability, set, PLAYBOOK, null));
  }

  /** The lease of whoever died has run out. */
  void leasesEnd() {
    jdbc.sql(
            "update action set lease_until = now() - interval '1 second' where state = 'EXECUTING'")
        .update();
    jdbc.sql(
            "update containment set lease_until = now() - interval '1 second' where lease_until is"
                + " not null")
        .update();
  }

  /** Everything that waits may be tried now. */
  void waitsEnd() {
    jdbc.sql("update action set next_attempt_at = now() where state = 'WAITING'").update();
    jdbc.sql("update containment set next_attempt_at = now() where state = 'REVERTING'").update();
  }

  /** The scheduler looks, with every back-off over. */
  void lookAtWaiting() {
    waitsEnd();
    context.getBean(WaitingActions.class).look();
  }

  /** Time passes until what is unproven of one target is read again. */
  void lookAtUnproven(String target) {
    jdbc.sql(
            "update containment set since = now() - interval '1 hour', last_read_at = now() -"
                + " case when target = ? then interval '1 hour' else interval '0' end")
        .param(target)
        .update();
    context.getBean(UnprovenActions.class).look();
  }

  void lookAtReverts() {
    waitsEnd();
    context.getBean(Reverter.class).look();
  }

  /** Undoes an incident and lets the reverter work; answers how many are being undone. */
  int revert(UUID incident) {
    int reverting = responses.revertIncident(incident, ANALYST, "false positive");
    lookAtReverts();
    return reverting;
  }

  Responses.Result respondAgain(UUID incident, String callKey) {
    return block(incident, callKey);
  }

  long settledMessages(Responses.Result result) {
    return count(
        "select count(*) from outbox where topic = 'action-settled' and key = ?",
        String.valueOf(result.responseId()));
  }

  String state(UUID incident) {
    return String.join(
        ",",
        jdbc.sql("select state from action where incident_id = ? order by id")
            .param(incident)
            .query(String.class)
            .list());
  }

  String containment(String target) {
    return jdbc.sql("select state from containment where target = ? order by id desc limit 1")
        .param(target)
        .query(String.class)
        .optional()
        .orElse("none");
  }

  List<String> timeline(UUID incident) {
    return jdbc.sql("select kind from timeline_entry where incident_id = ? order by id")
        .param(incident)
        .query(String.class)
        .list();
  }

  long count(String sql, Object... params) {
    return jdbc.sql(sql).params(params).query(Long.class).single();
  }

  @Override
  public void close() {
    context.close();
    source.close();
  }

  static Offer offer(
      Capability capability, TargetKind kind, Assurance assurance, boolean reversible) {
    return new Offer(capability, kind, assurance, reversible, 500);
  }

  private UUID task(TaskBoard.Repair repair) {
    return jdbc.sql(
            "insert into task (incident_id, kind, form_id, context) values (?, 'REPAIR', ?,"
                + " ?::jsonb) returning id")
        .params(
            repair.incidentId(),
            repair.formId(),
            JsonMapper.builder().build().writeValueAsString(repair.context()))
        .query(UUID.class)
        .single();
  }

  /** Keeps the repairs that were asked for; nothing else of the board is used here. */
  private TaskBoard board() {
    return (TaskBoard)
        Proxy.newProxyInstance(
            TaskBoard.class.getClassLoader(),
            new Class<?>[] {TaskBoard.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("regroup")) {
                return null;
              }
              if (method.getName().equals("withdrawRepair")) {
                withdrawn.add((UUID) arguments[0]);
                return null;
              }
              if (!method.getName().equals("open")) {
                throw new UnsupportedOperationException(method.getName());
              }
              repairs.add((TaskBoard.Repair) arguments[0]);
              return task((TaskBoard.Repair) arguments[0]);
            });
  }
}
