package org.rempart.connector.declared;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.PathExpression;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.SomeItem;
import scala.Product;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Finds names in an expression that nobody gives a value. FEEL itself takes an unknown name for
 * null, so that a slip would be found only when it is needed.
 */
final class References {

  private final Scope scope;
  private final List<String> faults = new ArrayList<>();

  private References(Scope scope) {
    this.scope = scope;
  }

  /** One sentence for each name that is unknown. */
  static List<String> faults(Object expression, Scope scope) {
    References references = new References(scope);
    references.walk(expression, scope.names(), false);
    return references.faults.stream().distinct().toList();
  }

  /**
   * @param bound names with a value here
   * @param fields whether names may also be fields of what a filter looks at
   */
  private void walk(Object node, Set<String> bound, boolean fields) {
    switch (node) {
      case Ref ref -> path(CollectionConverters.asJava(ref.names()), bound, fields);
      case PathExpression p -> {
        List<String> names = names(p);
        if (names.isEmpty()) {
          walk(p.path(), bound, fields);
        } else {
          path(names, bound, fields);
        }
      }
      case Filter f -> {
        walk(f.list(), bound, fields);
        walk(f.filter(), bound, true);
      }
      case For f -> bind(CollectionConverters.asJava(f.iterators()), f.exp(), bound, fields);
      case SomeItem s ->
          bind(CollectionConverters.asJava(s.iterators()), s.condition(), bound, fields);
      case EveryItem e ->
          bind(CollectionConverters.asJava(e.iterators()), e.condition(), bound, fields);
      case ConstContext c -> bind(CollectionConverters.asJava(c.entries()), "", bound, fields);
      case FunctionDefinition d -> {
        Set<String> inner = new HashSet<>(bound);
        inner.addAll(CollectionConverters.asJava(d.parameters()));
        walk(d.body(), inner, fields);
      }
      case scala.collection.Iterable<?> many ->
          CollectionConverters.asJava(many).forEach(one -> walk(one, bound, fields));
      case Product product ->
          CollectionConverters.asJava(product.productIterator())
              .forEachRemaining(one -> walk(one, bound, fields));
      default -> {}
    }
  }

  private <T> void bind(
      List<Tuple2<String, T>> iterators, Object body, Set<String> bound, boolean fields) {
    Set<String> inner = new HashSet<>(bound);
    for (Tuple2<String, T> one : iterators) {
      walk(one._2(), inner, fields);
      inner.add(one._1());
    }
    walk(body, inner, fields);
  }

  private void path(List<String> names, Set<String> bound, boolean fields) {
    String root = names.getFirst();
    if (root.equals("settings") || root.equals("secrets")) {
      Set<String> known = root.equals("settings") ? scope.settings() : scope.secrets();
      String name = names.size() > 1 ? names.get(1) : "";
      if (!known.contains(name)) {
        faults.add(
            root + "." + name + " is not declared or not usable here; there is " + listed(known));
      }
    } else if (!bound.contains(root) && !fields && !root.equals("item")) {
      faults.add(root + " has no value here; there is " + listed(scope.names()));
    }
  }

  private static List<String> names(PathExpression path) {
    List<String> names = new ArrayList<>();
    Object node = path;
    while (node instanceof PathExpression p) {
      names.addFirst(p.key());
      node = p.path();
    }
    if (!(node instanceof Ref ref)) {
      return List.of();
    }
    names.addAll(0, CollectionConverters.asJava(ref.names()));
    return names;
  }

  private static String listed(Set<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names.stream().sorted().toList());
  }
}
