package org.rempart.core.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rempart.connector.IpAddress;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The inventory of what we protect. */
@Component
public class Assets {

  private static final String SELECT =
      """
      select site_id, host, array(select host(x) from unnest(addresses) x) as addresses, owner, kind, criticality, clinical,
        dependents, downtime, external_id from asset\
      """;

  private static final String KEEP =
      """
      insert into asset as a (site_id, host, addresses, owner, kind, criticality, clinical, dependents, downtime, external_id)
      select n."siteId", n.host, n.addresses, n.owner, n.kind, n.criticality, n.clinical, n.dependents, n.downtime, n."externalId"
      from jsonb_to_recordset(?::jsonb) as n("siteId" text, host text, addresses inet[], owner text, kind text, criticality text,
        clinical boolean, dependents text, downtime text, "externalId" text)
      on conflict (site_id, host) do update set addresses = excluded.addresses, owner = excluded.owner, kind = excluded.kind,
        criticality = excluded.criticality, clinical = excluded.clinical, dependents = excluded.dependents,
        downtime = excluded.downtime, external_id = excluded.external_id, imported_at = now()
      returning old.id is null as fresh\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final AuditTrail audit;

  Assets(JdbcClient jdbc, JsonMapper json, AuditTrail audit) {
    this.jdbc = jdbc;
    this.json = json;
    this.audit = audit;
  }

  /**
   * Takes an inventory over: new hosts are added, known ones replaced, others stay. All of it or
   * nothing.
   *
   * @param csv the file, with a header line
   * @param defaultSite the site of lines that name none
   * @throws InventoryFaultsException with every fault of the file, line and column
   */
  @Transactional
  public Imported importCsv(String csv, String defaultSite, Actor actor) {
    Set<String> sites = new HashSet<>(jdbc.sql("select id from site").query(String.class).list());
    List<Asset> assets = InventoryCsv.read(csv, sites, defaultSite);
    List<Boolean> fresh =
        jdbc.sql(KEEP)
            .param(json.writeValueAsString(assets))
            .query((row, n) -> row.getBoolean("fresh"))
            .list();
    int added = (int) fresh.stream().filter(f -> f).count();
    Imported imported = new Imported(added, fresh.size() - added);
    audit.record(
        actor,
        "asset.import",
        "asset",
        defaultSite,
        null,
        Map.of("added", imported.added(), "replaced", imported.replaced()),
        null);
    return imported;
  }

  /**
   * The asset of this name at a site; a first label finds the full name and the other way round.
   */
  public Optional<Asset> byHost(String siteId, String host) {
    return jdbc.sql(
            SELECT
                + " where site_id = ? and short_host(host) = short_host(?) and same_host(host, ?)"
                + " order by host limit 1")
        .params(siteId, host, host)
        .query((row, n) -> asset(row))
        .optional();
  }

  /** The asset with this address at a site; empty also when the text is no address. */
  public Optional<Asset> byAddress(String siteId, String address) {
    return IpAddress.parse(address)
        .flatMap(
            parsed ->
                jdbc.sql(
                        SELECT
                            + " where site_id = ? and addresses @> array[?::inet] order by host"
                            + " limit 1")
                    .params(siteId, parsed.toString())
                    .query((row, n) -> asset(row))
                    .optional());
  }

  /** The inventory of a site, by host. */
  public List<Asset> ofSite(String siteId) {
    return jdbc.sql(SELECT + " where site_id = ? order by host")
        .param(siteId)
        .query((row, n) -> asset(row))
        .list();
  }

  private static Asset asset(ResultSet row) throws SQLException {
    return new Asset(
        row.getString("site_id"),
        row.getString("host"),
        Arrays.asList((String[]) row.getArray("addresses").getArray()),
        row.getString("owner"),
        row.getString("kind"),
        Asset.Criticality.valueOf(row.getString("criticality")),
        row.getBoolean("clinical"),
        row.getString("dependents"),
        row.getString("downtime"),
        row.getString("external_id"));
  }

  /**
   * What an import did.
   *
   * @param added hosts that were not known
   * @param replaced hosts that were
   */
  public record Imported(int added, int replaced) {}
}
