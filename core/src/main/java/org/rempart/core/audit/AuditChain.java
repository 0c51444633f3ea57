package org.rempart.core.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rempart.core.audit.chain.AuditLink;
import org.rempart.core.audit.chain.ChainWalk;
import org.rempart.core.audit.chain.Finding;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Checks the chain of sealed audit entries inside the database. */
@Component
public class AuditChain {

  private static final String SEALED =
      "select * from audit_entry where sequence is not null order by sequence";

  private final JdbcTemplate jdbc;

  AuditChain(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Recomputes every link; answers the first that does not fit, if any. */
  public Optional<Finding> verify() {
    List<Finding> findings = new ArrayList<>();
    ChainWalk walk = new ChainWalk(1, AuditLink.NOTHING, findings::add);
    jdbc.query(
        SEALED,
        rows -> {
          while (rows.next() && findings.isEmpty() && !walk.hasGap()) {
            walk.step(AuditRows.sealed(rows));
          }
          walk.end();
          return null;
        });
    return findings.stream().min(Comparator.comparingLong(Finding::sequence));
  }
}
