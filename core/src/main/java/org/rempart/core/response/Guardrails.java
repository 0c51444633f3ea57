package org.rempart.core.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides what an action may do, whoever asks and however a playbook is drawn. Reads the rows anew
 * at every call; must run in the transaction that decides.
 */
@Component
public class Guardrails {

  /** Nothing is done at all: the switch is on. */
  public static final String KILL_SWITCH = "kill-switch";

  /** The target is in the list of what no action may touch. */
  public static final String PROTECTED_TARGET = "protected-target";

  /** The target can't be meant: not one host. */
  public static final String INVALID_TARGET = "invalid-target";

  /** Patients depend on the target. */
  public static final String CLINICAL_ASSET = "clinical-asset";

  /** The address to block is one of our own. */
  public static final String OWN_ADDRESS = "own-address";

  /** So many actions of this kind began this hour that a person should look. */
  public static final String BUDGET = "budget";

  /** Strictest first: its groups decide when several rules ask. */
  private static final List<String> STRICTNESS = List.of(CLINICAL_ASSET, BUDGET, OWN_ADDRESS);

  private static final Map<String, List<String>> GROUPS =
      Map.of(
          CLINICAL_ASSET, List.of("clinical", "managers"),
          BUDGET, List.of("managers"),
          OWN_ADDRESS, List.of("responders", "managers"));

  /** Read or tell, and change nothing that a host or person depends on. */
  private static final Set<Capability> HARMLESS =
      Set.of(
          Capability.LIST_PROCESSES,
          Capability.OPEN_TICKET,
          Capability.COMMENT_TICKET,
          Capability.CLOSE_TICKET,
          Capability.SEND_MAIL);

  private static final String SWITCHED_OFF =
      "select enabled from response_switch where name = 'KILL'";

  /** A target is met under every name and address that the inventory knows for it. */
  private static final String FACTS =
      """
      with t as (
        select * from jsonb_to_recordset(:targets::jsonb) as t(n int, host text, account text, address inet)),
      hit as (
        select t.n, a.host, a.addresses, a.clinical from t join asset a on a.addresses @> array[t.address]
          where a.site_id = :site or not t.address <<= any(:internal::inet[])
        union all
        select t.n, a.host, a.addresses, a.clinical from t join asset a on short_host(a.host) = short_host(t.host)
          where a.site_id = :site and same_host(a.host, t.host)),
      face as (
        select n, host, address from t
        union select hit.n, hit.host, x from hit left join unnest(hit.addresses) x on true)
      select t.n,
        (select p.value || ' (' || p.reason || ')' from protected_target p join face f on f.n = t.n
          where (p.site_id is null or p.site_id = :site)
            and (f.address <<= p.network
              or (p.kind = 'HOST' and same_host(p.value, f.host))
              or (p.kind = 'ACCOUNT' and lower(p.value) in (lower(t.account), lower(t.account || '@' || t.host))))
          order by p.value limit 1) as shield,
        exists (select 1 from hit where hit.n = t.n and hit.clinical) as clinical,
        exists (select 1 from hit where hit.n = t.n) or coalesce(t.address <<= any(:internal::inet[]), false) as own,
        (select enabled from response_switch where name = 'KILL') as killed
      from t order by t.n\
      """;

  /**
   * The row is locked from here to the end of the transaction, so that two sets can't share what is
   * left.
   */
  private static final String SPEND =
      """
      insert into guardrail_budget as b (capability, hour, used) values (:capability, date_trunc('hour', now()),
        case when :wanted <= :most then :wanted else 0 end)
      on conflict (capability, hour) do update set used = case when b.used + :wanted <= :most then b.used + :wanted else b.used end
      returning new.used > coalesce(old.used, 0)\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final GuardrailSettings settings;

  Guardrails(JdbcClient jdbc, JsonMapper json, GuardrailSettings settings) {
    this.jdbc = jdbc;
    this.json = json;
    this.settings = settings;
  }

  /**
   * Judges one capability on targets of one site.
   *
   * @return one verdict per target, in their order
   */
  public List<Verdict> assess(Question question) {
    if (HARMLESS.contains(question.capability())) {
      boolean killed = jdbc.sql(SWITCHED_OFF).query(Boolean.class).single();
      return all(question, killed ? new Refuse(KILL_SWITCH, "") : new Allow());
    }
    return facts(question).stream().map(f -> judge(question, f)).toList();
  }

  /**
   * Takes from the hour's budget what is about to begin.
   *
   * @param granted whether a person has allowed to go beyond it
   * @return {@link Allow}, or {@link Ask} when the set as a whole no longer fits
   */
  public Verdict spend(Capability capability, int actions, boolean granted) {
    Integer most = settings.budget().get(capability.id());
    if (most == null || actions == 0) {
      return new Allow();
    }
    boolean fits =
        jdbc.sql(SPEND)
            .param("capability", capability.id())
            .param("wanted", actions)
            .param("most", granted ? Integer.MAX_VALUE / 2 : most)
            .query(Boolean.class)
            .single();
    return fits ? new Allow() : ask(BUDGET);
  }

  /** Whose yes is needed when these rules ask together. */
  public static List<String> groups(Set<String> rules) {
    return STRICTNESS.stream()
        .filter(rules::contains)
        .findFirst()
        .map(GROUPS::get)
        .orElse(List.of("managers"));
  }

  private Verdict judge(Question question, Facts facts) {
    Target target = question.targets().get(facts.n());
    if (facts.killed()) {
      return new Refuse(KILL_SWITCH, "");
    }
    if (target.kind() == TargetKind.ADDRESS && !Addresses.oneHost(target.value())) {
      return new Refuse(INVALID_TARGET, target.value());
    }
    if (facts.shield() != null) {
      return new Refuse(PROTECTED_TARGET, facts.shield());
    }
    if (facts.clinical()) {
      return ask(CLINICAL_ASSET);
    }
    boolean blocksOwn = question.capability().equals(Capability.BLOCK_ADDRESS) && facts.own();
    return blocksOwn ? ask(OWN_ADDRESS) : new Allow();
  }

  private List<Facts> facts(Question question) {
    List<Face> faces = new ArrayList<>();
    IntStream.range(0, question.targets().size())
        .forEach(n -> faces.add(Face.of(n, question.targets().get(n))));
    return jdbc.sql(FACTS)
        .param("targets", json.writeValueAsString(faces))
        .param("site", question.siteId())
        .param("internal", settings.internal())
        .query(
            (row, n) ->
                new Facts(
                    row.getInt("n"),
                    row.getString("shield"),
                    row.getBoolean("clinical"),
                    row.getBoolean("own"),
                    row.getBoolean("killed")))
        .list();
  }

  private static Ask ask(String rule) {
    return new Ask(rule, GROUPS.getOrDefault(rule, List.of("managers")));
  }

  private static List<Verdict> all(Question question, Verdict verdict) {
    return question.targets().stream().map(t -> verdict).toList();
  }

  /**
   * What is to be judged.
   *
   * @param siteId the incident's site
   */
  public record Question(String siteId, Capability capability, List<Target> targets) {}

  /** What the guardrails say to one target. */
  public sealed interface Verdict {}

  /** Go on. */
  public record Allow() implements Verdict {}

  /**
   * A person must approve.
   *
   * @param rule which guardrail asks
   * @param groups whose yes is needed
   */
  public record Ask(String rule, List<String> groups) implements Verdict {}

  /**
   * It must not be done.
   *
   * @param rule which guardrail forbids
   * @param detail what of the target it met; may be empty
   */
  public record Refuse(String rule, String detail) implements Verdict {}

  private record Facts(
      int n, @Nullable String shield, boolean clinical, boolean own, boolean killed) {}

  private record Face(
      int n, @Nullable String host, @Nullable String account, @Nullable String address) {

    static Face of(int n, Target target) {
      String value = target.value();
      return switch (target.kind()) {
        case ADDRESS -> new Face(n, null, null, Addresses.oneHost(value) ? value : null);
        case HOST ->
            Addresses.oneHost(value)
                ? new Face(n, value, null, value)
                : new Face(n, value, null, null);
        case ACCOUNT -> account(n, value);
        case PROCESS, FILE ->
            of(n, new Target(TargetKind.HOST, value.substring(value.lastIndexOf('@') + 1)));
        case MEMBERSHIP -> account(n, value.split(":", 2)[0]);
        case NETWORK, DOMAIN, FILE_HASH, MAIL_ADDRESS, MAIL_MESSAGE, INCIDENT ->
            new Face(n, null, null, null);
      };
    }

    private static Face account(int n, String value) {
      int at = value.lastIndexOf('@');
      return at < 0
          ? new Face(n, null, value, null)
          : new Face(n, value.substring(at + 1), value.substring(0, at), null);
    }
  }
}
