package org.rempart.connector.declared;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.declared.AnswerRule.Meaning;
import org.rempart.connector.http.HttpCall;

/**
 * What reading a product showed.
 *
 * @param result whether it is in force
 * @param ours whether Rempart brought about what is
 * @param renew whether that must be brought about anew
 * @param before what stands there, in case it is somebody else's
 * @param evidence what was read, in words
 */
record Sight(
    Proof.Result result, boolean ours, boolean renew, Map<String, String> before, String evidence) {

  /**
   * Asks the product.
   *
   * @param memory answers to the same questions, kept over one batch
   */
  static Sight of(
      Reading reading, Run run, Map<HttpCall, Calls.Heard> memory, Declaration declaration)
      throws Refusal {
    Run.Ending ending = run.steps(reading.steps(), memory);
    Map<String, Object> variables = run.variables();
    Proof.Result result =
        ending != null ? result(ending.meaning()) : result(reading.holds().of(variables));
    if (result != Proof.Result.UNKNOWN) {
      run.keep();
    }
    boolean ours = reading.ours() != null && reading.ours().holds(variables);
    boolean renew = ours && reading.renew() != null && reading.renew().holds(variables);
    String evidence = evidence(reading, run, ending, result, declaration);
    return new Sight(result, ours, renew, before(reading, run), evidence);
  }

  private static String evidence(
      Reading reading,
      Run run,
      Run.@Nullable Ending ending,
      Proof.Result result,
      Declaration declaration) {
    if (ending != null && !ending.message().isEmpty()) {
      return ending.message();
    }
    if (result == Proof.Result.UNKNOWN) {
      return declaration.name() + "'s answer can't tell" + run.why(reading.holds());
    }
    return run.said(reading.evidence(), "holds", result == Proof.Result.HOLDS);
  }

  private static Map<String, String> before(Reading reading, Run run) {
    Map<String, String> before = new LinkedHashMap<>(Map.of("present", "true"));
    reading
        .before()
        .forEach(
            (name, value) -> {
              String said = run.said(value);
              if (!said.isEmpty()) {
                before.put(name, said);
              }
            });
    return before;
  }

  private static Proof.Result result(Meaning meaning) {
    return switch (meaning) {
      case HOLDS -> Proof.Result.HOLDS;
      case ABSENT -> Proof.Result.ABSENT;
      default -> Proof.Result.UNKNOWN;
    };
  }

  private static Proof.Result result(@Nullable Object holds) {
    if (holds instanceof Boolean is) {
      return is ? Proof.Result.HOLDS : Proof.Result.ABSENT;
    }
    return Proof.Result.UNKNOWN;
  }
}
