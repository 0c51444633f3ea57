package org.rempart.connector.nftables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.IpAddress;

/**
 * One element of a set, as nft prints it: {@code 10.0.0.1 timeout 1h expires 59m comment "…"}.
 *
 * @param address the element's value
 * @param expires time left in nft's words, or {@code null} for no end
 * @param comment its comment, or empty
 */
record Element(IpAddress address, @Nullable String expires, String comment) {

  private static final Pattern BODY =
      Pattern.compile("elements = \\{(.*?)\\n?\\s*}", Pattern.DOTALL);
  private static final Pattern PIECE = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+");
  private static final Pattern COMMENT = Pattern.compile("comment \"([^\"]*)\"");
  private static final Pattern EXPIRES = Pattern.compile("expires (\\S+)");

  /** Reads the elements out of the answer to {@code get element} or {@code list set}. */
  static List<Element> read(String answer) {
    List<Element> found = new ArrayList<>();
    Matcher body = BODY.matcher(answer);
    while (body.find()) {
      Matcher piece = PIECE.matcher(body.group(1));
      while (piece.find()) {
        one(piece.group().strip()).ifPresent(found::add);
      }
    }
    return found;
  }

  /** What a revert and a reader of the journal need to know of it. */
  Map<String, String> state() {
    return Map.of(
        "present", "true", "comment", comment, "expires", expires == null ? "never" : expires);
  }

  private static Optional<Element> one(String text) {
    Matcher comment = COMMENT.matcher(text);
    String said = comment.find() ? comment.group(1) : "";
    Matcher expires = EXPIRES.matcher(text);
    String left = expires.find() ? expires.group(1) : null;
    return IpAddress.parse(text.split(" ", 2)[0]).map(a -> new Element(a, left, said));
  }
}
