package org.rempart.bench.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Things in groups: what is once named together stays together. */
final class Groups {

  private final List<Set<String>> groups = new ArrayList<>();

  void together(List<String> named) {
    Set<String> joined = new HashSet<>(named);
    List<Set<String>> met =
        groups.stream().filter(group -> group.stream().anyMatch(named::contains)).toList();
    met.forEach(joined::addAll);
    groups.removeAll(met);
    if (!joined.isEmpty()) {
      groups.add(joined);
    }
  }

  int count() {
    return groups.size();
  }

  @Override
  public String toString() {
    return groups.toString();
  }
}
