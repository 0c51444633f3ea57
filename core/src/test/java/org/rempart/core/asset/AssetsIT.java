package org.rempart.core.asset;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.embedded.TestStack;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class AssetsIT {

  @Test
  void anInventoryIsTakenOverAndFoundByNameAndAddress() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(TestStack.postgres().createDatabase());
    try (HikariDataSource source = new HikariDataSource(config);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      Flyway.configure().dataSource(source).load().migrate();
      context.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
      context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
      context.register(AuditTrail.class, Assets.class);
      context.refresh();
      Assets assets = context.getBean(Assets.class);
      Actor actor = Actor.person("awa", "MANAGER", "");
      String file = "host,addresses,clinical\npump-gw.chu.example,10.0.5.5,yes\npc-1,,no\n";
      assertThat(assets.importCsv(file, "default", actor)).isEqualTo(new Assets.Imported(2, 0));
      assertThat(assets.importCsv(file, "default", actor)).isEqualTo(new Assets.Imported(0, 2));
      assertThat(assets.byHost("default", "PUMP-GW"))
          .hasValueSatisfying(a -> assertThat(a.clinical()).isTrue());
      assertThat(assets.byAddress("default", "10.0.5.5")).isPresent();
      assertThat(assets.byAddress("default", "not an address")).isEmpty();
      assertThat(assets.byHost("default", "pump-gw.other.example")).isEmpty();
    }
  }
}
