package org.rempart.app.console;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rempart.core.guardrail.Switches;
import org.rempart.core.incident.TimelineSentences;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.core.response.ActionSummary;
import org.rempart.core.response.Sentences;
import org.springframework.context.MessageSource;

/** How a page's template says times, numbers, playbooks and actions, in the reader's language. */
public final class Say {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Locale locale;
  private final ZoneId zone;
  private final MessageSource messages;
  private final PlaybookLibrary library;
  private final Sentences sentences;

  Say(
      Locale locale,
      ZoneId zone,
      MessageSource messages,
      PlaybookLibrary library,
      Sentences sentences) {
    this.locale = locale;
    this.zone = zone;
    this.messages = messages;
    this.library = library;
    this.sentences = sentences;
  }

  /** A time to the minute; empty for none. */
  public String time(@Nullable Instant at) {
    return at == null ? "" : MINUTES.format(at.atZone(zone));
  }

  /** A time to the second; empty for none. */
  public String seconds(@Nullable Instant at) {
    return at == null ? "" : SECONDS.format(at.atZone(zone));
  }

  /** A number as the reader's language groups it. */
  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** A duration in its two largest units. */
  public String duration(@Nullable Long millis) {
    if (millis == null) {
      return "–";
    }
    var seconds = millis / 1_000;
    if (seconds < 60) {
      return "%d.%d s".formatted(seconds, millis % 1_000 / 100);
    }
    if (seconds < 3_600) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return "%d h %02d min".formatted(seconds / 3_600, seconds % 3_600 / 60);
    }
    var day = locale.getLanguage().equals("fr") ? "j" : "d";
    return "%d %s %02d h".formatted(seconds / 86_400, day, seconds % 86_400 / 3_600);
  }

  /** What a playbook or workflow is called. */
  public String playbook(String processId) {
    return library.title(processId, locale);
  }

  /** What a capability is called. */
  public String capability(String capability) {
    return TimelineSentences.word("capability", capability, locale);
  }

  /** Why a guardrail asks or refuses. */
  public String rule(String rule) {
    return sentences.rule(rule, locale);
  }

  /** What a column of the guardrails' table is called; its own name when nobody named it. */
  public String column(String name) {
    return word("policy.column." + name, name);
  }

  /**
   * Why a row of the guardrails' table is there. Rempart's own words are said in the reader's
   * language; those that somebody changed or added stand as they were written.
   */
  public String row(PolicyRow row) {
    var key = "policy.says." + row.id();
    var ours = messages.getMessage(key, null, "", Locale.ENGLISH);
    var written = row.description().strip().replace('\'', '’');
    return written.equals(ours) ? word(key, row.description()) : row.description();
  }

  /** What a switch is for: everything, or a part by its name. */
  public String scope(Switches.Switch on) {
    var part = on.scope() == Switches.Scope.PLAYBOOK ? playbook(on.scopeId()) : on.scopeId();
    return messages.getMessage("switch.scope." + on.scope(), new Object[] {part}, locale);
  }

  /** What a product needs to know beside a target; its own name when nobody named it. */
  public String need(String parameter) {
    return word("act.need." + parameter, parameter);
  }

  /** What a group of people is called. */
  public String group(String group) {
    return word("group." + group, group);
  }

  /** Who did something: an element of a drawing by its name, a person by their login. */
  public String actor(String actor) {
    var parts = actor.split("/", 2);
    return parts.length < 2
        ? actor
        : library.title(parts[0], locale) + " › " + library.elementName(parts[0], parts[1], locale);
  }

  /** What a part of the system is called. */
  public String part(String name) {
    return word("part." + name, name);
  }

  /** What it means that a part is away. */
  public String away(String name) {
    var other = messages.getMessage("away.other", new Object[] {part(name)}, locale);
    return word("away." + name, other);
  }

  /** What an action does, with its target and product: "Bloquer 10.1.2.3 sur fw-1". */
  public String doing(ActionSummary action) {
    return sentence("do.", action.capability(), action.target(), action.connector());
  }

  /** What undoing it does: "Débloquer 10.1.2.3 sur fw-1". */
  public String undoing(String capability, String target, String connector) {
    return sentence("undo.", capability, target, connector);
  }

  /** What the button says that leads there: "Débloquer". */
  public String undoButton(String capability) {
    var other = messages.getMessage("revert.do", null, locale);
    return word("undo-button." + capability, other);
  }

  private String sentence(String prefix, String capability, String target, String connector) {
    Object[] values = {target, connector, capability(capability)};
    var other = messages.getMessage(prefix + "other", values, locale);
    return messages.getMessage(prefix + capability, values, other, locale);
  }

  private String word(String key, String otherwise) {
    var word = messages.getMessage(key, null, otherwise, locale);
    return word == null ? otherwise : word;
  }
}
