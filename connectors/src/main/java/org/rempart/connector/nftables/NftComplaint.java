package org.rempart.connector.nftables;

/** What nft said when it refused. */
final class NftComplaint extends Exception {

  NftComplaint(String answer) {
    super(
        answer
            .lines()
            .filter(line -> line.startsWith("Error: "))
            .findFirst()
            .orElse(answer.strip())
            .replace("Error: ", ""));
  }

  static boolean in(String answer) {
    return answer.lines().anyMatch(line -> line.startsWith("Error: "));
  }

  /** Whether the table, the set or the element is missing. */
  boolean nothingThere() {
    return getMessage().contains("No such file or directory");
  }

  /** A code for a responder's tools. */
  String code() {
    return getMessage().contains("not permitted") ? "NOT_PERMITTED" : "NFT_REFUSED";
  }
}
