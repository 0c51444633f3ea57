package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rempart.connector.SettingsException;

/** Faults of a list are told with the file's others, each with its field. */
class ListingCompilerTest {

  private static final String IN = "capabilities.identity.disable-account.";

  @Test
  void anOrdersNamesAreNotInScope() throws Exception {
    assertThat(faults("entries: = badges.body.badges", "entries: = [target]"))
        .singleElement()
        .asString()
        .startsWith(IN + "list.entries target has no value here; there is badges, page");
    assertThat(faults("{page: = page}", "{page: = page, key: = key, mark: = mark}"))
        .anyMatch(f -> f.startsWith(IN + "list.steps[0].query.key key has no value here"))
        .anyMatch(f -> f.startsWith(IN + "list.steps[0].query.mark mark has no value here"));
    assertThat(faults("more: = not(badges", "more: = not(parameters = badges"))
        .anyMatch(f -> f.startsWith(IN + "list.more parameters has no value here"));
    assertThat(faults("target: = each.id", "target: = expires_at"))
        .anyMatch(f -> f.startsWith(IN + "list.target expires_at has no value here"));
    assertThat(faults("= \"badge \" + each.id", "= key + each.id"))
        .anyMatch(f -> f.startsWith(IN + "list.evidence key has no value here"));
    assertThat(faults("id: badges", "id: page"))
        .anyMatch(f -> f.startsWith(IN + "list.steps[0].id must be another name: page is taken"));
    assertThat(faults("    list:\n", "    list:\n      define: {page: = 1, x: = token}\n"))
        .anyMatch(f -> f.startsWith(IN + "list.define.page must be another name"))
        .anyMatch(f -> f.startsWith(IN + "list.define.x token has no value here"));
  }

  @Test
  void whatIsMissingIsTold() throws Exception {
    for (String line : List.of("entries: = badges.body.badges", "target: = each.id")) {
      String name = line.substring(0, line.indexOf(':'));
      assertThat(faults("      " + line + "\n", ""))
          .anyMatch(f -> f.startsWith(IN + "list required property '" + name + "' not found"));
    }
    assertThat(faults("      key: '= if", "      clef: '= if"))
        .anyMatch(f -> f.contains("list required property 'key' not found"))
        .anyMatch(f -> f.contains("list property 'clef' is not defined"));
    assertThat(faults("entries: = badges.body.badges", "entries: badges.body.badges"))
        .anyMatch(f -> f.startsWith(IN + "list.entries"));
  }

  @Test
  void itIsForWhatIsKeyedAndReversibleAndForOneKindOfTarget() throws Exception {
    String only = IN + "list is for what is KEYED and reversible";
    assertThat(faults("assurance: KEYED", "assurance: READABLE")).anyMatch(f -> f.startsWith(only));
    assertThat(faults("reversible: true", "reversible: false")).anyMatch(f -> f.startsWith(only));
    assertThat(faults("target: ACCOUNT", "target: [ACCOUNT, HOST]"))
        .singleElement()
        .asString()
        .startsWith(IN + "list is for one kind of target");
  }

  @Test
  void aStepThatCouldShowAPartIsAFault() throws Exception {
    String step = "          query: {page: = page}\n";
    String loose =
        "          each: = [1, 2]\n          optional: true\n          keep: = 60\n"
            + "          answers: [{when: = status = 404, means: absent}]\n";
    assertThat(faults(step, step + loose))
        .anyMatch(f -> f.startsWith(IN + "list.steps[0].each can't be here"))
        .anyMatch(f -> f.startsWith(IN + "list.steps[0].optional can't be true here"))
        .anyMatch(f -> f.startsWith(IN + "list.steps[0].keep can't be here"))
        .anyMatch(f -> f.startsWith(IN + "list.steps[0].answers[0].means can't be absent here"));
    assertThat(faults(step, ""))
        .singleElement()
        .asString()
        .startsWith(IN + "list.more needs a step that names page");
  }

  private static List<String> faults(String replaced, String by) throws Exception {
    String yaml = DocumentedDeclaration.yaml();
    assertThat(yaml).contains(replaced);
    return catchThrowableOfType(
            SettingsException.class,
            () -> DeclarationReader.read("gate.yaml", yaml.replace(replaced, by)))
        .faults()
        .stream()
        .map(fault -> fault.replaceFirst("^gate.yaml: ", ""))
        .toList();
  }
}
