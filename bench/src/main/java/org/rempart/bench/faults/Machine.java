package org.rempart.bench.faults;

/**
 * A machine of the practice estate with an agent on it.
 *
 * @param host its name
 * @param account an account on it
 * @param clinical whether care depends on it
 */
record Machine(String host, String account, boolean clinical) {

  /** Those of the estate's file. */
  static final java.util.List<Machine> ALL =
      java.util.List.of(
          new Machine("poste-admission-12", "a.diop", false),
          new Machine("portail-patient", "deploy", false),
          new Machine("serveur-labo", "labo", false),
          new Machine("poste-imagerie-23", "imagerie", false),
          new Machine("passerelle-respirateurs", "biomed", true));

  String login() {
    return account + "@" + host;
  }
}
