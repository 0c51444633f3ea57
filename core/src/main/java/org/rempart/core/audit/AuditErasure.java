package org.rempart.core.audit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes personal data out of the audit. The entry, its digests and its place in the chain stay, and
 * another entry says who erased its values and why.
 */
@Component
public class AuditErasure {

  private final JdbcClient jdbc;

  AuditErasure(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Erases the values before and after, the reason, and the salt by which they could be guessed.
   *
   * @param sequence number of the sealed entry
   * @param reason why, without what is to be erased
   * @return whether there was something to erase: a sealed entry with that number, not erased yet
   */
  public boolean erase(long sequence, Actor actor, String reason) {
    return jdbc.sql("select audit_erase(?, ?, ?, ?, ?, ?)")
        .params(sequence, actor.kind().name(), actor.name(), actor.role(), actor.address(), reason)
        .query(Boolean.class)
        .single();
  }
}
