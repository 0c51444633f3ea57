package org.rempart.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.core.storage.Statements.Answer;
import org.rempart.embedded.TestStack;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class StatementsIT {

  private static final NamedSql PUT =
      NamedSql.of("insert into place values (:host, :site) returning host || ' in ' || :site");
  private static final NamedSql HOSTS =
      NamedSql.of("select host from place where site = any(:sites) order by host");

  private static JdbcTemplate jdbc;
  private static TransactionTemplate transaction;

  private final Statements statements = new Statements();

  @BeforeAll
  static void open() {
    var source = new DriverManagerDataSource(TestStack.postgres().createDatabase());
    jdbc = new JdbcTemplate(source);
    transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    jdbc.execute("create table place (host text primary key, site text not null)");
  }

  @BeforeEach
  void empty() {
    jdbc.update("delete from place");
  }

  @Test
  void eachIsAnsweredAndSeesWhatThoseBeforeItDid() {
    Answer<String> first = put("srv-1", "dakar");
    statements.add("update place set site = ? where host = ?", "thies", "srv-1");
    Answer<List<String>> moved = hosts("thies");
    Answer<String> second = put("srv-2", "thies");
    Answer<List<String>> all = hosts("dakar", "thies");
    statements.send(jdbc);
    assertThat(first.get()).isEqualTo("srv-1 in dakar");
    assertThat(moved.get()).containsExactly("srv-1");
    assertThat(second.get()).isEqualTo("srv-2 in thies");
    assertThat(all.get()).containsExactly("srv-1", "srv-2");
  }

  @Test
  void whatWasSentIsNotSentAgain() {
    put("srv-1", "dakar");
    statements.send(jdbc);
    Answer<List<String>> hosts = hosts("dakar");
    assertThatThrownBy(hosts::get).isInstanceOf(IllegalStateException.class);
    statements.send(jdbc);
    statements.send(jdbc);
    assertThat(hosts.get()).containsExactly("srv-1");
  }

  @Test
  void oneThatFailsTakesTheTransactionBack() {
    put("srv-1", "dakar");
    put("srv-1", "thies");
    assertThatThrownBy(() -> transaction.executeWithoutResult(status -> statements.send(jdbc)))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(jdbc.queryForObject("select count(*) from place", Integer.class)).isZero();
  }

  @Test
  void oneRowIsNeitherNoneNorTwo() {
    statements.one(HOSTS, Map.of("sites", new String[] {"nowhere"}), (row, n) -> row.getString(1));
    assertThatThrownBy(() -> statements.send(jdbc))
        .isInstanceOf(IncorrectResultSizeDataAccessException.class);
  }

  private Answer<String> put(String host, String site) {
    return statements.one(PUT, Map.of("host", host, "site", site), (row, n) -> row.getString(1));
  }

  private Answer<List<String>> hosts(String... sites) {
    return statements.list(HOSTS, Map.of("sites", sites), (row, n) -> row.getString(1));
  }
}
