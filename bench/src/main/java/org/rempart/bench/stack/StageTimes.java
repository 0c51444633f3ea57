package org.rempart.bench.stack;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the application's own timers {@code rempart.response.stage} say, read from its actuator at
 * one moment; the difference of two is what lay between them.
 *
 * @param buckets per stage and capability, how many took at most so many seconds
 * @param seconds per stage and capability, their sum
 */
public record StageTimes(
    Map<String, TreeMap<Double, Double>> buckets, Map<String, Double> seconds) {

  private static final String NAME = "rempart_response_stage_seconds";
  private static final Pattern LINE =
      Pattern.compile("^" + NAME + "_(bucket|sum)\\{(.*)} (\\S+)$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /**
   * The timers' buckets, which only benches ask for: quarters of a millisecond up to 10 ms, then
   * coarser.
   */
  static String boundaries() {
    List<String> all = new ArrayList<>();
    IntStream.rangeClosed(1, 40).forEach(n -> all.add(250 * n + "us"));
    IntStream.rangeClosed(11, 50).forEach(n -> all.add(n + "ms"));
    IntStream.rangeClosed(3, 40).forEach(n -> all.add(25 * n + "ms"));
    return String.join(",", all);
  }

  /** Reads them. */
  public static StageTimes of(Application application) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(application.address("/actuator/prometheus"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + application.token())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("the application's meters answered " + answer.statusCode());
      }
      return parsed(answer.body());
    }
  }

  private static StageTimes parsed(String text) {
    StageTimes times = new StageTimes(new TreeMap<>(), new TreeMap<>());
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      Map<String, String> labels =
          LABEL
              .matcher(line.group(2))
              .results()
              .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2)));
      String key = key(labels.get("stage"), labels.get("capability"));
      double value = Double.parseDouble(line.group(3));
      if (line.group(1).equals("sum")) {
        times.seconds.merge(key, value, Double::sum);
      } else {
        String most = labels.get("le").replace("+Inf", "Infinity");
        times
            .buckets
            .computeIfAbsent(key, k -> new TreeMap<>())
            .merge(Double.valueOf(most), value, Double::sum);
      }
    }
    return times;
  }

  /** What came since an earlier reading. */
  public StageTimes since(StageTimes before) {
    StageTimes times = new StageTimes(new TreeMap<>(), new TreeMap<>());
    seconds.forEach(
        (key, value) -> times.seconds.put(key, value - before.seconds.getOrDefault(key, 0.0)));
    buckets.forEach(
        (key, counts) -> {
          TreeMap<Double, Double> rest = new TreeMap<>(counts);
          before
              .buckets
              .getOrDefault(key, new TreeMap<>())
              .forEach((most, count) -> rest.merge(most, -count, Double::sum));
          times.buckets.put(key, rest);
        });
    return times;
  }

  /** How often a stage was gone through. */
  public long count(String stage, String capability) {
    TreeMap<Double, Double> counts = buckets.get(key(stage, capability));
    return counts == null ? 0 : Math.round(counts.lastEntry().getValue());
  }

  /** Time in a stage in all, in milliseconds. */
  public double millis(String stage, String capability) {
    return 1e3 * seconds.getOrDefault(key(stage, capability), 0.0);
  }

  /**
   * A percentile of a stage's times in milliseconds, interpolated within its bucket; NaN when there
   * are none.
   *
   * @param p above 0, at most 100
   */
  public double percentile(String stage, String capability, double p) {
    long count = count(stage, capability);
    double wanted = p / 100 * count;
    double least = 0;
    double below = 0;
    for (Map.Entry<Double, Double> bucket :
        buckets.getOrDefault(key(stage, capability), new TreeMap<>()).entrySet()) {
      double most = bucket.getKey();
      if (count > 0 && bucket.getValue() >= wanted) {
        double part = (wanted - below) / (bucket.getValue() - below);
        return 1e3 * (Double.isInfinite(most) ? least : least + part * (most - least));
      }
      least = most;
      below = bucket.getValue();
    }
    return Double.NaN;
  }

  private static String key(String stage, String capability) {
    return stage + " " + capability;
  }
}
