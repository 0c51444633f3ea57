package org.rempart.bench.faults;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A fault that can be dealt to any run that would meet it.
 *
 * @param stories what a run must tell
 * @param products those of which one must be there; none when it is the same everywhere
 * @param fault what goes wrong at a hospital
 */
record Card(Set<Story> stories, List<Product> products, Function<Hospital, Fault> fault) {

  /** One that is the same everywhere. */
  static Card anywhere(Set<Story> stories, Fault fault) {
    return new Card(stories, List.of(), hospital -> fault);
  }

  /** One that only comes to pass where there is such a product. */
  static Card with(Predicate<Product> wanted, Set<Story> stories, Fault fault) {
    return new Card(
        stories, Stream.of(Product.values()).filter(wanted).toList(), hospital -> fault);
  }

  /** One between Rempart and whichever product a hospital has for this. */
  static Card at(Role role, Trouble trouble, Stage stage, Set<Story> stories) {
    List<Product> products =
        Stream.of(Product.values())
            .filter(p -> p.role() == role && p.troubles().contains(trouble))
            .toList();
    return new Card(
        stories,
        products,
        hospital -> new Fault.Disturbance(hospital.product(role), trouble, stage));
  }
}
