package org.rempart.core.alert.intake;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Remembers requests by the key their sender gave them, so that a repeat changes nothing. */
@Component
public class SeenRequests {

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  SeenRequests(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Does the work in the caller's transaction and keeps the receipt, or gives the one it has. */
  Receipt once(Request request, Supplier<Receipt> work) {
    jdbc.query(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> {},
        "rempart.request." + request.source() + "/" + request.key());
    List<Known> known =
        jdbc.query(
            "select digest = ?, receipt::text from intake_seen where source = ? and key = ? and"
                + " expires_at > clock_timestamp()",
            (row, n) -> new Known(row.getBoolean(1), row.getString(2)),
            request.digest(),
            request.source(),
            request.column());
    return known.isEmpty() ? keep(request, work.get()) : known.getFirst().receipt(json);
  }

  private Receipt keep(Request request, Receipt receipt) {
    jdbc.update(
        """
        insert into intake_seen (source, key, digest, receipt, expires_at) values (?, ?, ?, ?::jsonb, now() + ? * interval '1 s')
        on conflict (source, key) do update
          set digest = excluded.digest, receipt = excluded.receipt, expires_at = excluded.expires_at\
        """,
        request.source(),
        request.column(),
        request.digest(),
        json.writeValueAsString(receipt),
        SeenEvents.MEMORY.toSeconds());
    return receipt;
  }

  private record Known(boolean same, String receipt) {

    Receipt receipt(JsonMapper json) {
      if (!same) {
        throw new KeyReusedException();
      }
      return json.readValue(receipt, Receipt.class);
    }
  }

  /**
   * A request that may be repeated.
   *
   * @param source id of the source it is for
   * @param key given by the sender, the same over all repeats
   * @param digest of the content
   */
  public record Request(String source, String key, byte[] digest) {

    private String column() {
      return "request:" + key;
    }
  }
}
