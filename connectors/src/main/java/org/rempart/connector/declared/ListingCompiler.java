package org.rempart.connector.declared;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;

/** Makes listings of their fields. */
final class ListingCompiler {

  private static final String PAGE = "page";
  private static final Pattern NAMES_PAGE = Pattern.compile("\\b" + PAGE + "\\b");

  private final StepCompiler steps;

  ListingCompiler(StepCompiler steps) {
    this.steps = steps;
  }

  /**
   * The listing of a capability, if it has one; {@code open} holds the settings, as no order is.
   */
  @Nullable Listing listing(Field capability, Scope open) {
    Field field = capability.at("list");
    if (!field.present()) {
      return null;
    }
    check(capability, field);
    Scope paged = open.with(List.of(PAGE));
    Scope anyStep = paged.with(ActionCompiler.ids(field));
    Map<String, Expression> define = StepCompiler.definitions(field.at("define"), anyStep);
    Scope scope = paged.with(List.copyOf(define.keySet()));
    List<Step> all = steps.steps(field.at("steps"), scope, StepCompiler.Use.LIST);
    Scope after = scope.with(StepCompiler.ids(all));
    Scope one = after.with(List.of("each"));
    return new Listing(
        define,
        all,
        field.at("entries").expression(after),
        field.at("more").expressionIfSet(after),
        field.at("target").expression(one),
        field.at("key").expression(one),
        field.at("evidence").value(one));
  }

  private static void check(Field capability, Field field) {
    Assurance assurance = capability.at("assurance").choice(Assurance.class, Assurance.BLIND);
    if (assurance != Assurance.KEYED || !capability.at("reversible").flag(false)) {
      field.fault(
          "is for what is KEYED and reversible: by its key the register knows whose an entry is");
    }
    if (capability.at("target").node().size() > 1) {
      field.fault("is for one kind of target: make each kind a capability of its own");
    }
    field.at("steps").items().forEach(ListingCompiler::checkWhole);
    if (field.at("more").present() && !namesPage(field.at("steps"), field.at("define"))) {
      field.at("more").fault("needs a step that names page: each page would be the first");
    }
  }

  /** A part would be taken for all of it, and what is missing for gone. */
  private static void checkWhole(Field step) {
    if (step.at("each").present()) {
      step.at("each").fault("can't be here: only its last answer would be seen");
    }
    if (step.at("optional").flag(false)) {
      step.at("optional").fault("can't be true here: a part would be taken for all");
    }
    if (step.at("keep").present()) {
      step.at("keep").fault("can't be here: the register is compared with what is there now");
    }
  }

  private static boolean namesPage(Field... fields) {
    return List.of(fields).stream()
        .anyMatch(field -> NAMES_PAGE.matcher(field.node().toString()).find());
  }
}
