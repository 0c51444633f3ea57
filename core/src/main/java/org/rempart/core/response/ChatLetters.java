package org.rempart.core.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Words a question to people, and what became of it, for a chat and in its language. */
@Component
class ChatLetters {

  private static final String APPROVAL =
      """
      select p.state, p.rule, p.groups, p.overridden, coalesce(p.decided_by, '') as decided_by, coalesce(p.reason, '') as reason,
        r.capability, r.id as response_id, i.id as incident_id, i.number, i.severity, i.title,
        (select coalesce(string_agg(v.login, ', ' order by v.voted_at), '') from approval_vote v
          where v.approval_id = p.id and v.vote <> 'DENY') as yeses,
        (select coalesce(string_agg('- ' || a.target || ' (' || a.connector || ')', e'\n' order by a.target, a.connector), '')
          from (select target, connector from action where response_id = r.id and (state = 'PLANNED' or policy_verdict = 'ASK')
            order by target, connector limit 20) a) as targets
      from approval p join response r on r.id = p.response_id join incident i on i.id = r.incident_id where p.id = ?\
      """;

  private final JdbcClient jdbc;
  private final Sentences sentences;
  private final NotifySettings settings;
  private final ApprovalSearch approvals;

  ChatLetters(
      JdbcClient jdbc, Sentences sentences, NotifySettings settings, ApprovalSearch approvals) {
    this.jdbc = jdbc;
    this.sentences = sentences;
    this.settings = settings;
    this.approvals = approvals;
  }

  /**
   * What a chat shows of an approval now. It has buttons only while an answer is waited for and
   * nothing must be read first.
   */
  Map<String, String> write(UUID approvalId) {
    return jdbc.sql(APPROVAL)
        .param(approvalId)
        .query((row, n) -> written(approvalId, row))
        .single();
  }

  private Map<String, String> written(UUID approvalId, ResultSet row) throws SQLException {
    boolean pending = row.getString("state").equals("PENDING");
    boolean read = pending && needsReading(row.getObject("response_id", UUID.class));
    Map<String, String> letter = new HashMap<>();
    letter.put("subject", say("letter.subject", subject(row)));
    letter.put("body", pending ? asked(row, read) : decided(row));
    letter.put("link", settings.publicUrl() + "/incidents/" + row.getString("incident_id"));
    letter.put("link_label", say("chat.link", Map.of()));
    if (pending && !read && settings.recipients().chat().buttons()) {
      letter.put("approval", approvalId.toString());
      letter.put("approve_label", say("chat.approve", Map.of()));
      letter.put("reject_label", say("chat.reject", Map.of()));
      letter.put("reason_label", say("chat.reason", Map.of()));
    }
    return letter;
  }

  private boolean needsReading(UUID responseId) {
    return approvals.pending(responseId).map(ApprovalState::needsReading).orElse(false);
  }

  private static Map<String, Object> subject(ResultSet row) throws SQLException {
    return Map.of(
        "number", "INC-" + row.getLong("number"),
        "severity", row.getString("severity"),
        "title", row.getString("title"));
  }

  private String asked(ResultSet row, boolean read) throws SQLException {
    String yeses = row.getString("yeses");
    String groups =
        Arrays.stream((String[]) row.getArray("groups").getArray())
            .collect(Collectors.joining(", "));
    return lines(
        say("letter.asked", what(row)),
        row.getString("targets"),
        say("chat.groups", Map.of("groups", groups)),
        yeses.isEmpty() ? "" : say("chat.yeses", Map.of("yeses", yeses)),
        read ? say("chat.read", Map.of()) : "");
  }

  private String decided(ResultSet row) throws SQLException {
    String key = row.getBoolean("overridden") ? "OVERRIDDEN" : row.getString("state");
    Map<String, Object> values = new HashMap<>(what(row));
    values.put("by", row.getString("decided_by"));
    values.put("reason", row.getString("reason"));
    String yeses = row.getString("yeses");
    boolean several = key.equals("GRANTED") && yeses.contains(", ");
    return lines(
        say("chat." + key, values),
        several ? say("chat.yeses", Map.of("yeses", yeses)) : "",
        row.getString("targets"));
  }

  private Map<String, Object> what(ResultSet row) throws SQLException {
    Locale locale = settings.chatLocale();
    return Map.of(
        "action", sentences.action(row.getString("capability"), locale),
        "rule", sentences.rules(row.getString("rule"), locale));
  }

  private String say(String key, Map<String, ?> values) {
    return sentences.say(key, settings.chatLocale(), values);
  }

  private static String lines(String... lines) {
    return List.of(lines).stream().filter(l -> !l.isEmpty()).collect(Collectors.joining("\n"));
  }
}
