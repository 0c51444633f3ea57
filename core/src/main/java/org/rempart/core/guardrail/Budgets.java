package org.rempart.core.guardrail;

import java.util.Collection;
import java.util.List;
import org.rempart.connector.Capability;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many actions of a kind may begin at a site in an hour, over all connectors and incidents.
 * Must run in the transaction that decides.
 */
@Component
public class Budgets {

  /**
   * The row is locked from here to the end of the transaction, so that two sets can't share what is
   * left.
   */
  private static final String SPEND =
      """
      insert into guardrail_budget as b (capability, site_id, hour, used) values (:capability, :site, date_trunc('hour', now()),
        case when :wanted <= :most then :wanted else 0 end)
      on conflict (capability, site_id, hour) do update set used = case when b.used + :wanted <= :most then b.used + :wanted else b.used end
      returning new.used > coalesce(old.used, 0)\
      """;

  private final JdbcClient jdbc;
  private final GuardrailSettings settings;

  Budgets(JdbcClient jdbc, GuardrailSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /** What began this hour at these sites, of every capability that has a limit. */
  public List<Used> thisHour(Collection<String> sites) {
    return jdbc.sql(
            "select capability, site_id, used from guardrail_budget where hour = date_trunc('hour',"
                + " now()) and site_id = any(?) and used > 0 order by capability, site_id")
        .param(sites.toArray(String[]::new))
        .query(
            (row, n) ->
                new Used(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    settings.budget().getOrDefault(row.getString(1), 0)))
        .list();
  }

  /** Takes from what is left; answers whether the set as a whole fits. */
  boolean spend(Capability capability, String siteId, int actions, boolean beyond) {
    Integer most = settings.budget().get(capability.id());
    if (most == null || actions == 0) {
      return true;
    }
    return jdbc.sql(SPEND)
        .param("capability", capability.id())
        .param("site", siteId)
        .param("wanted", actions)
        .param("most", beyond ? Integer.MAX_VALUE / 2 : most)
        .query(Boolean.class)
        .single();
  }

  /**
   * How much of an hour's budget is used.
   *
   * @param most how many may begin before a person is asked
   */
  public record Used(String capability, String siteId, int used, int most) {}
}
