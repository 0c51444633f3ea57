package org.rempart.connector.declared;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Declaration} of a file's tree; faults are noted in the fields. */
final class Compiler {

  /** Options that every HTTP product has, see {@code HttpSettings}. */
  private static final Set<String> SHARED =
      Set.of("url", "timeout", "ca-file", "unsafe-plain-http", "client-certificate", "client-key");

  private final Field root;
  private final List<Setting> settings;
  private final Scope secretScope;
  private final StepCompiler steps;

  Compiler(Field root) {
    this.root = root;
    this.settings =
        root.at("settings").entries().entrySet().stream()
            .map(e -> setting(e.getKey(), e.getValue()))
            .toList();
    this.secretScope = new Scope(names(false), names(true), Set.of());
    this.steps = new StepCompiler(urls());
  }

  Declaration declaration() {
    Scope open = secretScope.open();
    return new Declaration(
        root.at("type").text(""),
        root.at("name").text(""),
        root.at("contract").text(""),
        root.at("url").present() ? root.at("url").text("") : null,
        settings,
        root.at("headers").struct(secretScope).entries(),
        new SignInCompiler(steps).signIn(root.at("sign-in"), secretScope),
        rateLimit(root.at("rate-limit")),
        root.at("refusal-says").expressionIfSet(open.with(Scope.ANSWER)),
        health(root.at("health"), open),
        actions(open));
  }

  private Map<String, Action> actions(Scope open) {
    ActionCompiler compiler = new ActionCompiler(steps);
    Map<String, Action> actions = new LinkedHashMap<>();
    root.at("capabilities")
        .entries()
        .forEach((id, field) -> actions.put(id, compiler.action(id, field, open)));
    return actions;
  }

  private HealthCheck health(Field field, Scope open) {
    List<Step> all = steps.steps(field.at("steps"), open, StepCompiler.Use.READ);
    Scope after = open.with(StepCompiler.ids(all));
    return new HealthCheck(
        all, steps.refusals(field.at("refuse"), after), field.at("detail").value(after));
  }

  private Setting setting(String name, Field field) {
    if (SHARED.contains(name)) {
      field.fault("is an option that every product has; give it another name");
    }
    String pattern = field.at("pattern").text("");
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      field.at("pattern").fault("is no regular expression: " + e.getDescription());
      pattern = "";
    }
    return new Setting(
        name,
        field.at("kind").choice(Setting.Kind.class, Setting.Kind.TEXT),
        field.at("optional").flag(false),
        field.at("default").text(""),
        field.at("choices").texts(),
        pattern,
        field.at("must").text("fit " + pattern),
        new Setting.Docs(field.at("doc").at("en").text(""), field.at("doc").at("fr").text("")));
  }

  private static @Nullable RateLimit rateLimit(Field field) {
    if (!field.present()) {
      return null;
    }
    try {
      Duration per = Duration.parse(field.at("per").text("PT1S"));
      return new RateLimit(Math.max(1, field.at("calls").node().asInt(1)), per);
    } catch (DateTimeParseException e) {
      field.at("per").fault("must be a duration such as PT1M");
      return null;
    }
  }

  private Set<String> names(boolean secret) {
    return settings.stream()
        .filter(s -> (s.kind() == Setting.Kind.SECRET) == secret)
        .map(Setting::variable)
        .collect(Collectors.toSet());
  }

  private Set<String> urls() {
    Set<String> urls =
        settings.stream()
            .filter(s -> s.kind() == Setting.Kind.URL)
            .map(Setting::name)
            .collect(Collectors.toSet());
    urls.add("url");
    return urls;
  }
}
