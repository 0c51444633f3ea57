package org.rempart.connector.linux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Refusal;
import org.rempart.connector.shell.CommandResult;

/**
 * A process as ps shows it. Its number alone says little, as the kernel gives it to another one
 * after its end; number and start together mean one process until the next boot.
 *
 * @param pid its number
 * @param start when it started, in clock ticks since boot, from {@code /proc/PID/stat}
 * @param uid whose rights it was started with (real uid)
 * @param user name of that account
 * @param command its program's name, at most 15 characters; arguments often hold passwords and are
 *     left out
 */
record RunningProcess(long pid, long start, long uid, String user, String command) {

  private static final Pattern PS = Pattern.compile(" *(\\d+) +(\\d+) +(\\S+) +([A-Z])\\S* +(.*)");

  /**
   * {@code pid (command) state ppid … start}: the start is the 22nd field, the 20th behind the
   * name.
   */
  private static final Pattern STAT = Pattern.compile("(\\d+) \\(.*\\) \\S(?: \\S+){18} (\\d+) .*");

  /** Everything that runs; what has ended and waits to be taken away doesn't. */
  static List<RunningProcess> all(Machine machine) throws Refusal {
    CommandResult ps =
        machine.read("ps", "-e", "-o", "pid,ruid,ruser:32,stat,comm", "--no-headers");
    if (!ps.ok()) {
      throw machine.complaint("ps", ps);
    }
    // Processes that end meanwhile make find complain: no reason to refuse the rest.
    CommandResult stats =
        machine.read(
            "find",
            "/proc",
            "-maxdepth",
            "2",
            "-regex",
            "/proc/[0-9]+/stat",
            "-exec",
            "cat",
            "{}",
            "+");
    Map<Long, Long> starts = starts(stats.output());
    return ps.output()
        .lines()
        .map(PS::matcher)
        .filter(Matcher::matches)
        .filter(m -> !m.group(4).equals("Z") && !m.group(4).equals("X"))
        .map(m -> of(m, starts))
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable RunningProcess of(Matcher m, Map<Long, Long> starts) {
    long pid = Long.parseLong(m.group(1));
    Long start = starts.get(pid);
    return start == null
        ? null
        : new RunningProcess(pid, start, Long.parseLong(m.group(2)), m.group(3), m.group(5));
  }

  private static Map<Long, Long> starts(String stats) {
    Map<Long, Long> starts = new HashMap<>();
    for (String line : stats.split("\n")) {
      Matcher m = STAT.matcher(line);
      if (m.matches()) {
        starts.put(Long.valueOf(m.group(1)), Long.valueOf(m.group(2)));
      }
    }
    return starts;
  }

  /** One line each, the first of them. */
  static String lines(List<RunningProcess> processes, int most) {
    return processes.stream()
        .limit(most)
        .map(RunningProcess::toString)
        .collect(Collectors.joining("\n"));
  }

  /** What a target of kind PROCESS says before its host. */
  String identity() {
    return pid + ":" + start;
  }

  @Override
  public String toString() {
    return identity() + " " + user + " " + command;
  }
}
