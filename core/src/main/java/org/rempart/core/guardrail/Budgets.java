package org.rempart.core.guardrail;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.rempart.connector.Capability;
import org.rempart.core.storage.NamedSql;
import org.rempart.core.storage.Statements;
import org.rempart.core.storage.Statements.Answer;
import org.springframework.jdbc.core.JdbcOperations;
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
  private static final NamedSql SPEND =
      NamedSql.of(
          """
          insert into guardrail_budget as b (capability, site_id, hour, used) values (:capability, :site, date_trunc('hour', now()),
            case when :wanted <= :most then :wanted else 0 end)
          on conflict (capability, site_id, hour) do update set used = case when b.used + :wanted <= :most then b.used + :wanted else b.used end
          returning new.used > coalesce(old.used, 0)\
          """);

  private static final String GIVE_BACK =
      """
      update guardrail_budget set used = used - ? where capability = ? and site_id = ? and hour = date_trunc('hour', now())\
      """;

  private final JdbcClient jdbc;
  private final JdbcOperations batches;
  private final GuardrailSettings settings;

  Budgets(JdbcClient jdbc, JdbcOperations batches, GuardrailSettings settings) {
    this.jdbc = jdbc;
    this.batches = batches;
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
  Answer<Boolean> spend(Statements statements, Outlay outlay) {
    Integer most = settings.budget().get(outlay.capability().id());
    if (most == null || outlay.actions() == 0) {
      return Answer.of(true);
    }
    return statements.one(
        SPEND,
        Map.of(
            "capability", outlay.capability().id(),
            "site", outlay.siteId(),
            "wanted", outlay.actions(),
            "most", outlay.granted() ? Integer.MAX_VALUE / 2 : most),
        (row, n) -> row.getBoolean(1));
  }

  /**
   * Puts right what was taken ahead, under the same lock: of fewer actions, more fits.
   *
   * @param fitted what {@link #spend} answered
   * @param actions how many begin indeed
   * @return whether these fit as a whole
   */
  boolean correct(Outlay ahead, boolean fitted, int actions) {
    if (actions == ahead.actions()) {
      return fitted;
    }
    if (fitted && settings.budget().containsKey(ahead.capability().id())) {
      jdbc.sql(GIVE_BACK).params(ahead.actions(), ahead.capability().id(), ahead.siteId()).update();
    }
    return Statements.answer(batches, statements -> spend(statements, ahead.of(actions)));
  }

  /**
   * What is to be taken.
   *
   * @param actions how many would begin
   * @param granted whether a person has allowed to go beyond the budget
   */
  public record Outlay(Capability capability, String siteId, int actions, boolean granted) {

    Outlay of(int others) {
      return new Outlay(capability, siteId, others, granted);
    }
  }

  /**
   * How much of an hour's budget is used.
   *
   * @param most how many may begin before a person is asked
   */
  public record Used(String capability, String siteId, int used, int most) {}
}
