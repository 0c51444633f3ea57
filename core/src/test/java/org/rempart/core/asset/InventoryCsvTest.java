package org.rempart.core.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rempart.core.asset.InventoryFaultsException.Fault;

class InventoryCsvTest {

  private static final Set<String> SITES = Set.of("dakar", "thies");

  @Test
  void aFileWithAllColumnsIsRead() {
    List<Asset> assets =
        read(
            """
            site,host,addresses,owner,kind,criticality,clinical,dependents,downtime,external_id
            dakar,DPI-1,10.0.0.9 2001:DB8::9,"Direction, SI",server,CRITICAL,true,"all wards, 24 h",paper kit 3,GLPI-12
            ,pc-3,,,workstation,,,,,
            """);
    assertThat(assets.getFirst())
        .isEqualTo(
            new Asset(
                "dakar",
                "dpi-1",
                List.of("10.0.0.9", "2001:db8:0:0:0:0:0:9"),
                "Direction, SI",
                "server",
                Asset.Criticality.CRITICAL,
                true,
                "all wards, 24 h",
                "paper kit 3",
                "GLPI-12"));
    assertThat(assets.get(1).siteId()).isEqualTo("thies");
    assertThat(assets.get(1).clinical()).isFalse();
  }

  @Test
  void aFrenchSpreadsheetWithSemicolonsIsRead() {
    List<Asset> assets = read("\uFEFFhost;addresses;clinical\r\npompe-1;10.0.0.7|10.0.0.8;oui\r\n");
    assertThat(assets.getFirst().addresses()).containsExactly("10.0.0.7", "10.0.0.8");
    assertThat(assets.getFirst().clinical()).isTrue();
  }

  @Test
  void everyFaultIsNamedAtOnceWithLineAndField() {
    List<Fault> faults =
        faults(
            """
            site,host,addresses,criticality,clinical
            dakar,a,10.0.0.1,HIGH,no
            lagos,b,10.0.0.256,VERY,perhaps
            dakar,,,,
            dakar,A,,,
            """);
    assertThat(faults)
        .extracting(f -> f.line() + " " + f.field())
        .containsExactly(
            "3 site", "3 addresses", "3 criticality", "3 clinical", "4 host", "5 host");
    assertThat(faults.getLast().message()).contains("line 2");
  }

  @Test
  void aHeaderThatDoesNotFitIsAFaultOfItsOwn() {
    assertThat(faults("hostname,addresses\na,10.0.0.1\n"))
        .extracting(Fault::field)
        .containsExactly("host", "hostname");
  }

  private static List<Asset> read(String text) {
    return InventoryCsv.read(text, SITES, "thies");
  }

  private static List<Fault> faults(String text) {
    return catchThrowableOfType(InventoryFaultsException.class, () -> read(text)).faults();
  }
}
