package org.rempart.bench.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Rows to send, with the labels that score what became of them.
 *
 * @param name what it is called
 * @param rows in the order in which they are sent
 * @param recorded whether it was recorded, or made here
 */
record Dataset(String name, List<LabelledRow> rows, boolean recorded) {

  /** Phase of rows that this bench puts in the midst of a storm. */
  static final String MEANWHILE = "meanwhile";

  private static final int STORM = 400_000;

  /** One scenario of the data set, from {@code <folder>/<name>_alerts.csv.gz}. */
  static Dataset read(Path folder, String name) throws IOException {
    Path file = folder.resolve(name + "_alerts.csv.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return new Dataset(name, lines.lines().skip(1).map(Dataset::row).toList(), true);
    }
  }

  /**
   * The columns are time,name,ip,host,short,time_label,event_label; none of these files quotes any.
   */
  private static LabelledRow row(String csv) {
    String[] columns = csv.split(",", -1);
    return new LabelledRow(
        String.join(",", List.of(columns).subList(0, 5)),
        columns[3],
        columns[5],
        !columns[6].equals("-"));
  }

  /** Rows of the same shape: two quiet days, then a directory scan that raises 400,000 alerts. */
  static Dataset made(String name, int storm) {
    Random random = new Random(7);
    List<LabelledRow> rows = new ArrayList<>();
    long time = 1_700_000_000;
    for (int i = 0; i < 20_000; i++) {
      time += random.nextInt(17);
      rows.add(made(time, "Wazuh: Dovecot Authentication Success.", 4, LabelledRow.FALSE_POSITIVE));
    }
    for (int i = 0; i < storm; i++) {
      boolean many = i % 14 == 0;
      String rule =
          many
              ? "Wazuh: Multiple web server 400 error codes from same source ip."
              : "Wazuh: Web server 400 error code.";
      rows.add(made(time + i / 350, rule, 9, "dirb"));
    }
    rows.add(made(time + storm / 350 + 60, "Wazuh: User successfully changed UID.", 9, "root"));
    return new Dataset(name, rows, false);
  }

  static Dataset made(String name) {
    return made(name, STORM);
  }

  private static LabelledRow made(long time, String rule, int host, String phase) {
    String name = "host-" + host;
    String line = time + "," + rule + ",10.0.0." + host + "," + name + ",made";
    return new LabelledRow(line, name, phase, !phase.equals(LabelledRow.FALSE_POSITIVE));
  }

  /**
   * The same with two more attacks in the midst of its storm: on the stormy host, and elsewhere.
   */
  Dataset withAttacksMeanwhile() {
    List<LabelledRow> storm = rows.stream().filter(row -> row.phase().equals("dirb")).toList();
    LabelledRow middle = storm.get(storm.size() / 2);
    String time = middle.line().substring(0, middle.line().indexOf(','));
    String address = middle.line().split(",")[2];
    Stream<LabelledRow> added =
        Stream.of(
            meanwhile(
                time,
                "Wazuh: PAM: Multiple failed logins in a small period of time.",
                address,
                middle.host()),
            meanwhile(time, "Wazuh: Successful sudo to ROOT executed.", "10.99.0.9", "elsewhere"));
    int at = rows.indexOf(middle);
    List<LabelledRow> all = new ArrayList<>(rows.subList(0, at));
    added.forEach(all::add);
    all.addAll(rows.subList(at, rows.size()));
    return new Dataset(name, all, recorded);
  }

  private static LabelledRow meanwhile(String time, String rule, String address, String host) {
    String line = String.join(",", time, rule, address, host, "made");
    return new LabelledRow(line, host, MEANWHILE, true);
  }
}
