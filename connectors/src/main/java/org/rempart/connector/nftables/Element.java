package org.rempart.connector.nftables;

import java.time.Duration;
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

  private static final String START = "elements = {";
  private static final Pattern COMMENT = Pattern.compile("comment \"([^\"]*)\"");
  private static final Pattern UNIT = Pattern.compile("(\\d+)(ms|[dhms])");
  private static final Pattern EXPIRES = Pattern.compile("expires (\\S+)");

  /** Reads the elements out of the answer to {@code get element} or {@code list set}. */
  static List<Element> read(String answer) {
    List<Element> found = new ArrayList<>();
    int start = answer.indexOf(START);
    while (start >= 0) {
      int end = pieces(answer, start + START.length(), found);
      start = answer.indexOf(START, end);
    }
    return found;
  }

  /** Splits at commas up to the closing brace, except in quotes: comments hold what people like. */
  private static int pieces(String text, int from, List<Element> found) {
    boolean quoted = false;
    int begin = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (!quoted && (c == ',' || c == '}')) {
        one(text.substring(begin, i).strip()).ifPresent(found::add);
        begin = i + 1;
      }
      if (!quoted && c == '}') {
        return i;
      }
    }
    return text.length();
  }

  /**
   * Whether it ends by itself more than a minute before so much time is over.
   *
   * @param left time that it should stay, or {@code null} for ever
   */
  boolean endsBefore(@Nullable Duration left) {
    return expires != null && (left == null || left(expires).plusMinutes(1).compareTo(left) < 0);
  }

  /** Reads nft's words for a time, such as {@code 6d23h59m58s123ms}. */
  private static Duration left(String expires) {
    return UNIT.matcher(expires)
        .results()
        .map(m -> unit(m.group(2)).multipliedBy(Long.parseLong(m.group(1))))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "d" -> Duration.ofDays(1);
      case "h" -> Duration.ofHours(1);
      case "m" -> Duration.ofMinutes(1);
      case "s" -> Duration.ofSeconds(1);
      default -> Duration.ofMillis(1);
    };
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
