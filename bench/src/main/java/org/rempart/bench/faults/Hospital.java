package org.rempart.bench.faults;

import static org.rempart.bench.faults.Product.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A site of the suite's with products of its own, so that runs meet every way in which products
 * take orders: at once or by an agent that asks later, with a key or without, forgiving or not.
 */
enum Hospital {
  DAKAR(
      OPNSENSE,
      WAZUH,
      GLPI,
      new Machine("poste-admission-12", "a.diop", false),
      new Machine("portail-patient", "deploy", false),
      new Machine("serveur-labo", "labo", false),
      new Machine("poste-imagerie-23", "imagerie", false),
      new Machine("passerelle-respirateurs", "biomed", true)),
  THIES(
      FORTIGATE,
      DEFENDER,
      SERVICENOW,
      new Machine("poste-admission-12", null, false),
      new Machine("serveur-labo", null, true)),
  KAOLACK(
      PANOS,
      FALCON,
      GLPI,
      new Machine("poste-admission-12", null, false),
      new Machine("serveur-labo", null, true)),
  ZIGUINCHOR(
      PFSENSE,
      SENTINELONE,
      JIRA,
      new Machine("poste-admission-12", null, false),
      new Machine("serveur-labo", null, true)),
  MATAM(
      OPNSENSE,
      HARFANGLAB,
      GLPI,
      new Machine("serveur-labo-2", null, false),
      new Machine("serveur-labo", null, true));

  private final Set<Product> products;
  private final List<Machine> machines;

  Hospital(Product firewall, Product endpoints, Product tickets, Machine... machines) {
    this.products = EnumSet.of(firewall, endpoints, tickets, MAIL);
    this.machines = List.of(machines);
  }

  /** Id of the site. */
  String site() {
    return this == DAKAR ? "default" : name().toLowerCase(Locale.ROOT);
  }

  /** Its machines with an agent on them; at least one that care depends on, and one that not. */
  List<Machine> machines() {
    return machines;
  }

  /** All that it has. */
  Set<Product> products() {
    return products;
  }

  /** What it has for this. */
  Product product(Role role) {
    return products.stream().filter(p -> p.role() == role).findFirst().orElseThrow();
  }

  /** Whether a run of this story can be played here. */
  boolean plays(Story story) {
    return switch (story) {
      case FALLEN_ACCOUNT, SHARED_ACCOUNT -> machines.stream().allMatch(m -> m.account() != null);
      default -> true;
    };
  }
}
