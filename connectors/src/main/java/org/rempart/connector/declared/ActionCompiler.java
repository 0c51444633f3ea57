package org.rempart.connector.declared;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Offer;
import org.rempart.connector.TargetKind;

/** Makes capabilities of their fields. */
final class ActionCompiler {

  private final StepCompiler steps;
  private final ListingCompiler listings;

  ActionCompiler(StepCompiler steps) {
    this.steps = steps;
    this.listings = new ListingCompiler(steps);
  }

  /** One capability; {@code open} holds the settings and nothing else. */
  Action action(String id, Field field, Scope open) {
    Scope order = open.with(Scope.ORDER);
    // What is defined may name answers that are not there yet: they are null until then.
    Scope anyStep = order.with(allIds(field));
    Map<String, Expression> define = StepCompiler.definitions(field.at("define"), anyStep);
    Scope scope = order.with(List.copyOf(define.keySet()));
    @Nullable Reading read = reading(field.at("read"), scope);
    Scope read1 = read == null ? scope : scope.with(StepCompiler.ids(read.steps()));
    @Nullable Doing execute = doingIfSet(field.at("execute"), read1);
    @Nullable Doing revert = doingIfSet(field.at("revert"), read1);
    check(field, read, revert);
    Scope done = execute == null ? read1 : read1.with(StepCompiler.ids(execute.steps()));
    return new Action(
        offers(id, field),
        field.at("offered").expressionIfSet(open),
        field.at("lag").expressionIfSet(open),
        field.at("needs").texts(),
        steps.refusals(field.at("refuse"), scope),
        define,
        read,
        reading(field.at("verify"), scope),
        execute,
        revert,
        listings.listing(field, open),
        field.at("reference").valueIfSet(done));
  }

  private @Nullable Reading reading(Field field, Scope scope) {
    if (!field.present()) {
      return null;
    }
    List<Step> all = steps.steps(field.at("steps"), scope, StepCompiler.Use.READ);
    Scope after = scope.with(StepCompiler.ids(all));
    Scope telling = after.with(List.of("holds"));
    return new Reading(
        all,
        field.at("holds").expression(after),
        field.at("ours").expressionIfSet(after),
        field.at("renew").expressionIfSet(after),
        field.at("before").struct(after).entries(),
        field.at("evidence").value(telling));
  }

  private @Nullable Doing doingIfSet(Field field, Scope scope) {
    if (!field.present()) {
      return null;
    }
    return new Doing(
        steps.refusals(field.at("refuse"), scope),
        steps.steps(field.at("steps"), scope, StepCompiler.Use.CHANGE),
        field.at("even-if-absent").flag(false));
  }

  private static void check(Field field, @Nullable Reading read, @Nullable Doing revert) {
    List<String> kinds = Stream.of(TargetKind.values()).map(Enum::name).toList();
    if (!kinds.containsAll(targets(field))) {
      field.at("target").fault("must be one of " + String.join(", ", kinds));
    }
    if (!field.at("execute").present() && (read == null || revert != null)) {
      field.at("execute").fault("is missing: only what is read alone can do without");
    }
    boolean reversible = field.at("reversible").flag(false);
    if (reversible != (revert != null)) {
      field.at("reversible").fault("must be true if there is a revert, and false if there is none");
    }
    Assurance assurance = field.at("assurance").choice(Assurance.class, Assurance.BLIND);
    if ((assurance == Assurance.BLIND) != (read == null)) {
      field.at("assurance").fault("is BLIND exactly if there is no read");
    }
    if (field.at("lag").present() && (reversible || assurance == Assurance.BLIND)) {
      field.at("lag").fault("is for what can be read and has no revert");
    }
    if (assurance == Assurance.KEYED && reversible && read != null && read.ours() == null) {
      field.at("read").fault("needs ours: KEYED and reversible means to know what is ours");
    }
  }

  private static List<String> targets(Field field) {
    Field target = field.at("target");
    return target.node().isArray() ? target.texts() : List.of(target.text(""));
  }

  private static List<Offer> offers(String id, Field field) {
    Capability capability;
    try {
      capability = new Capability(id);
    } catch (IllegalArgumentException e) {
      field.fault("is no capability: " + e.getMessage());
      capability = Capability.BLOCK_ADDRESS;
    }
    Capability offered = capability;
    return targets(field).stream().map(kind -> offer(offered, kind, field)).toList();
  }

  private static Offer offer(Capability capability, String kind, Field field) {
    Offer offer =
        new Offer(
            capability,
            Stream.of(TargetKind.values())
                .filter(k -> k.name().equals(kind))
                .findFirst()
                .orElse(TargetKind.HOST),
            field.at("assurance").choice(Assurance.class, Assurance.BLIND),
            field.at("reversible").flag(false),
            Math.max(1, field.at("batch").node().asInt(1)));
    return offer.withNeeds(field.at("needs").texts());
  }

  private static List<String> allIds(Field field) {
    return Stream.of("read", "verify", "execute", "revert")
        .flatMap(part -> ids(field.at(part)).stream())
        .toList();
  }

  /** The ids of the steps of a part, as they stand there. */
  static List<String> ids(Field part) {
    return part.at("steps").items().stream().map(step -> step.at("id").text("")).toList();
  }
}
