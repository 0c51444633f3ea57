package org.rempart.core.incident;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.rempart.core.playbook.PlaybookLibrary;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts the words of the drawings in place of their ids, in the reader's language. */
@Component
class TimelineNames {

  private final ObjectProvider<PlaybookLibrary> library;

  TimelineNames(ObjectProvider<PlaybookLibrary> library) {
    this.library = library;
  }

  /**
   * The values of an entry, with {@code playbook}, {@code element} and {@code title} as people call
   * them.
   */
  Map<String, Object> named(Map<String, Object> details, Locale locale) {
    var values = new HashMap<>(details);
    var files = library.getIfAvailable();
    if (files != null) {
      values.computeIfPresent("playbook", (name, id) -> files.title(id.toString(), locale));
      name(values, files, locale);
    }
    return values;
  }

  private static void name(Map<String, Object> values, PlaybookLibrary files, Locale locale) {
    var process = text(values, "process");
    var element = text(values, "element");
    var form = text(values, "form");
    if (!process.isEmpty() && !element.isEmpty()) {
      var called = files.elementName(process, element, locale);
      values.put("element", called);
      values.putIfAbsent("title", called);
    } else if (!form.isEmpty()) {
      // A repair stands in no drawing; its form names it.
      values.putIfAbsent("title", files.formTitle(form, locale));
    }
  }

  private static String text(Map<String, Object> values, String name) {
    return values.get(name) instanceof String text ? text : "";
  }
}
