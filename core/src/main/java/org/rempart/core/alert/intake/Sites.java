package org.rempart.core.alert.intake;

import java.util.Set;
import org.rempart.core.alert.source.Reading;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Knows which sites there are. */
@Component
class Sites {

  private final JdbcTemplate jdbc;
  private volatile Set<String> known = Set.of();

  Sites(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Refuses a record of a site that doesn't exist, and keeps it under the source's own site. */
  Taken check(Taken taken) {
    if (exists(taken.site())) {
      return taken;
    }
    Delivered d = taken.delivered();
    Delivered homeless = new Delivered(d.source(), d.raw(), null, d.replay(), d.position());
    return new Taken(
        taken.index(),
        homeless,
        taken.source(),
        new Reading.Refused("site", "is not a site of this installation: " + taken.site()));
  }

  private boolean exists(String site) {
    if (!known.contains(site)) {
      known = Set.copyOf(jdbc.queryForList("select id from site", String.class));
    }
    return known.contains(site);
  }
}
