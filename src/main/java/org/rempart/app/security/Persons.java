package org.rempart.app.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who sign in to the console with a login and a password. */
@Component
public class Persons {

  private final JdbcClient jdbc;

  Persons(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Who a login is, to act for them on a proof other than their password. */
  public Optional<Caller> caller(String login) {
    return find(login).map(Person::caller);
  }

  /** The person with this login. */
  Optional<Person> find(String login) {
    return jdbc.sql(
            """
            select login, display_name, password_hash, role, locale, groups, mail,
              case when '*' = any(site_ids) then (select array_agg(id) from site) else site_ids end as site_ids
            from person where login = ?\
            """)
        .param(login)
        .query(Persons::person)
        .optional();
  }

  /** Makes the person, or changes what is kept about them. */
  void keep(Caller caller, String passwordHash, String mail) {
    jdbc.sql(
            """
            insert into person (login, display_name, password_hash, role, locale, groups, site_ids, mail)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (login) do update set display_name = excluded.display_name,
              password_hash = excluded.password_hash, role = excluded.role,
              locale = excluded.locale, groups = excluded.groups, site_ids = excluded.site_ids, mail = excluded.mail\
            """)
        .params(
            caller.login(),
            caller.displayName(),
            passwordHash,
            caller.role().name(),
            caller.locale().getLanguage(),
            caller.groups().toArray(String[]::new),
            caller.sites().toArray(String[]::new),
            mail)
        .update();
  }

  private static Person person(ResultSet row, int number) throws SQLException {
    var caller =
        new Caller(
            row.getString("login"),
            row.getString("display_name"),
            Role.valueOf(row.getString("role")),
            Set.of((String[]) row.getArray("groups").getArray()),
            Set.of((String[]) row.getArray("site_ids").getArray()),
            Locale.of(row.getString("locale")));
    return new Person(caller, row.getString("password_hash"), row.getString("mail"));
  }

  /**
   * One person.
   *
   * @param passwordHash with the name of its algorithm in braces in front
   * @param mail address for notifications; may be empty
   */
  record Person(Caller caller, String passwordHash, String mail) {}
}
