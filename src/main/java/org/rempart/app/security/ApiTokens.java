package org.rempart.app.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Bearer tokens of the API. Only their SHA-256 is kept: a token has 128 random bits or more, so
 * that a slow hash would add nothing.
 */
@Component
class ApiTokens {

  private final JdbcClient jdbc;

  ApiTokens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Who holds this token; empty when it is unknown or has expired. */
  Optional<Caller> holder(String token) {
    return jdbc.sql(
            """
            select name, role, groups,
              case when '*' = any(site_ids) then (select array_agg(id) from site) else site_ids end as site_ids
            from api_token
            where token_sha256 = ? and (expires_at is null or expires_at > now())\
            """)
        .param(sha256(token))
        .query(ApiTokens::caller)
        .optional();
  }

  /** Keeps a token under a name; another token of that name ends. */
  void keep(String name, String token, Role role, Set<String> groups, Set<String> sites) {
    jdbc.sql(
            """
            insert into api_token (name, token_sha256, role, groups, site_ids) values (?, ?, ?, ?, ?)
            on conflict (name) do update set token_sha256 = excluded.token_sha256,
              role = excluded.role, groups = excluded.groups, site_ids = excluded.site_ids\
            """)
        .params(
            name,
            sha256(token),
            role.name(),
            groups.toArray(String[]::new),
            sites.toArray(String[]::new))
        .update();
  }

  private static Caller caller(ResultSet row, int number) throws SQLException {
    return new Caller(
        "api:" + row.getString("name"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        Set.of((String[]) row.getArray("groups").getArray()),
        Set.of((String[]) row.getArray("site_ids").getArray()),
        Locale.ENGLISH);
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256.", impossible);
    }
  }
}
