package org.rempart.core.guardrail;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.Target;
import org.rempart.core.asset.Asset.Criticality;
import org.rempart.core.storage.NamedSql;
import org.rempart.core.storage.Statements;
import org.rempart.core.storage.Statements.Answer;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks up what a decision goes by, in one round trip: the policy in force, the kill switches, and
 * what the policy wants to know of the targets.
 */
@Component
class FactsReader {

  /**
   * A target is met under every name and address that the inventory knows for it, and a protected
   * host under every address that its name has.
   */
  private static final NamedSql FACTS =
      NamedSql.of(
          """
          with t as (
            select * from jsonb_to_recordset(:targets::jsonb) as t(n int, host text, account text, address inet,
              network inet, domain text)),
          hit as (
            select t.n, a.host, a.addresses, a.clinical, a.criticality from t join asset a on a.addresses @> array[t.address]
              where a.site_id = :site or not t.address <<= any(:internal::inet[])
            union all
            select t.n, a.host, a.addresses, a.clinical, a.criticality from t join asset a on short_host(a.host) = short_host(t.host)
              where a.site_id = :site and same_host(a.host, t.host)
            union all
            select t.n, a.host, a.addresses, a.clinical, a.criticality from t join asset a on a.site_id = :site
              where t.network is not null and exists (select 1 from unnest(a.addresses) x where x <<= t.network)),
          face as (
            select n, host, address from t
            union select hit.n, hit.host, x from hit left join unnest(hit.addresses) x on true),
          shield as (
            select distinct on (n) n, category, named from (
            select f.n, 'REMPART' as category, host(f.address) || ' (Rempart)' as named from face f where f.address = any(:self::inet[])
            union all
            select t.n, 'REMPART', host(x) || ' (Rempart)' from t, unnest(:self::inet[]) x where x <<= t.network
            union all
            select t.n, p.category, p.value || ' (' || p.reason || ')' as named
            from t join face f on f.n = t.n join protected_target p on (p.site_id is null or p.site_id = :site)
              and (f.address <<= p.network or f.address = any(p.resolved) or t.network && p.network
                or exists (select 1 from unnest(p.resolved) x where x <<= t.network)
                or (p.kind = 'HOST' and '.' || lower(p.value) like '%.' || lower(t.domain))
                or (p.kind = 'HOST' and same_host(p.value, f.host))
                or (p.kind = 'ACCOUNT' and lower(p.value) in (lower(t.account), lower(t.account || '@' || t.host))))
            ) s order by n, category = 'BACKUP', named)
          select (select version from guardrail_policy where state = 'PUBLISHED') as policy,
            array(select scope || ' ' || scope_id from response_switch where name = 'KILL' and enabled) as kills,
            t.n, s.category, s.named,
            exists (select 1 from hit where hit.n = t.n and hit.clinical) as clinical,
            (select hit.criticality from hit where hit.n = t.n
              order by array_position(array['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], hit.criticality) limit 1) as criticality,
            exists (select 1 from hit where hit.n = t.n) or coalesce(t.address <<= any(:internal::inet[]), false)
              or coalesce(t.network && any(:internal::inet[]), false) as own,
            coalesce(t.address <<= any(:cloud::inet[]), t.network && any(:cloud::inet[]), false) as cloud
          from t left join shield s on s.n = t.n order by t.n\
          """);

  /** The addresses of the machine that this runs on. */
  private static final String[] SELF = self();

  private final JsonMapper json;
  private final GuardrailSettings settings;

  FactsReader(JsonMapper json, GuardrailSettings settings) {
    this.json = json;
    this.settings = settings;
  }

  /**
   * Reads all at one moment, anew at every call.
   *
   * @param targets at least one
   */
  Answer<Basis> read(
      Statements statements, String siteId, Capability capability, List<Target> targets) {
    ApprovalClass approvalClass = settings.classOf(capability);
    // The same address at two firewalls is one target.
    int distinct = (int) targets.stream().distinct().count();
    return statements.ask(
        FACTS,
        Map.of(
            "targets", json.writeValueAsString(Faces.of(targets)),
            "site", siteId,
            "internal", settings.internal(),
            "cloud", settings.cloud(),
            "self", SELF),
        basis(row -> facts(row, siteId, capability, approvalClass, distinct)));
  }

  /** Policy and switches are the same in every row. */
  private static ResultSetExtractor<Basis> basis(Facts facts) {
    return rows -> {
      Integer policy = null;
      Stopped stopped = Stopped.NOTHING;
      List<Looked> looked = new ArrayList<>();
      while (rows.next()) {
        if (looked.isEmpty()) {
          policy = rows.getObject("policy", Integer.class);
          stopped = Stopped.by((String[]) rows.getArray("kills").getArray());
        }
        looked.add(new Looked(facts.of(rows), rows.getString("named")));
      }
      return new Basis(policy, stopped, looked);
    };
  }

  private static TargetFacts facts(
      ResultSet row, String siteId, Capability capability, ApprovalClass approvalClass, int targets)
      throws SQLException {
    String category = row.getString("category");
    String criticality = row.getString("criticality");
    return new TargetFacts(
        approvalClass,
        capability.id(),
        category == null ? null : Protection.valueOf(category),
        row.getBoolean("clinical"),
        criticality == null ? null : Criticality.valueOf(criticality),
        row.getBoolean("own"),
        row.getBoolean("cloud"),
        siteId,
        targets);
  }

  private static String[] self() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(a -> !a.isLoopbackAddress())
          .map(a -> a.getHostAddress().replaceAll("%.*", ""))
          .toArray(String[]::new);
    } catch (SocketException unknown) {
      throw new IllegalStateException("this machine does not tell its addresses", unknown);
    }
  }

  @FunctionalInterface
  private interface Facts {

    TargetFacts of(ResultSet row) throws SQLException;
  }

  /**
   * What a decision goes by.
   *
   * @param policy version of the table in force, or {@code null} when none is so far
   * @param stopped what the kill switches stop
   * @param looked one for each target, in their order
   */
  record Basis(@Nullable Integer policy, Stopped stopped, List<Looked> looked) {}

  /**
   * What was found of a target.
   *
   * @param shield the entry of the protected list that the target met, with its reason, or {@code
   *     null}
   */
  record Looked(TargetFacts facts, @Nullable String shield) {}
}
