package org.rempart.workers.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.rempart.core.playbook.PackedLibrary;
import org.rempart.core.playbook.PlaybookLibrary;

/**
 * Takes every drawing along every way its cases name, and then asks that no element and no flow was
 * left out.
 */
class PlaybookPathsTest {

  private static final PlaybookLibrary LIBRARY = PackedLibrary.packed();
  private static Drive drive;

  @BeforeAll
  static void startEngine() {
    drive = new Drive(LIBRARY);
  }

  @AfterAll
  static void stopEngine() {
    drive.close();
  }

  @TestFactory
  Stream<DynamicNode> goesTheWayThatEachCaseNames() {
    return Stream.concat(
        PathCase.all().stream()
            .map(way -> DynamicTest.dynamicTest(way.process() + ": " + way.name(), () -> go(way))),
        LIBRARY.drawings().stream()
            .map(
                drawing ->
                    DynamicTest.dynamicTest(
                        drawing.processId() + ": nothing left out", () -> covered(drawing))));
  }

  private static void go(PathCase way) throws Exception {
    Traces traces = drive.run(way);

    assertThat(traces.engineIncidents).as("engine incidents").isEmpty();
    assertInOrder(way.path(), traces.completed);
    assertThat(traces.active).as("reached").doesNotContainAnyElementsOf(atLeastOne(way.never()));
    way.results()
        .forEach(
            (name, value) ->
                assertThat(traces.variables)
                    .containsEntry(
                        name, value instanceof String text ? '"' + text + '"' : value + ""));
  }

  private static List<String> atLeastOne(List<String> never) {
    return never.isEmpty() ? List.of("nothing") : never;
  }

  private static void assertInOrder(List<String> path, List<String> completed) {
    Iterator<String> seen = completed.iterator();
    for (String wanted : path) {
      boolean found = false;
      while (!found && seen.hasNext()) {
        found = seen.next().equals(wanted);
      }
      assertThat(found).as("%s in its place in %s", wanted, completed).isTrue();
    }
  }

  private static void covered(PlaybookLibrary.Drawing drawing) {
    Set<String> left = new TreeSet<>(Model.of(drawing.bpmn()).idsToReach());
    left.removeAll(drive.reached.getOrDefault(drawing.processId(), Set.of()));
    assertThat(left)
        .as("elements and flows of %s that no case reaches", drawing.processId())
        .isEmpty();
  }
}
