package org.rempart.app.chat;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Callbacks that came, so that one that is sent again does nothing. */
@Component
class Callbacks {

  private final JdbcClient jdbc;

  Callbacks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether this signature comes for the first time; it has come from now on. */
  boolean first(String signature) {
    return jdbc.sql("insert into chat_callback (signature) values (?) on conflict do nothing")
            .param(signature)
            .update()
        == 1;
  }

  /** Forgets those that are too old to be taken anyway. */
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
  void forget() {
    jdbc.sql("delete from chat_callback where received_at < clock_timestamp() - interval '1 hour'")
        .update();
  }
}
