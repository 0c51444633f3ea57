package org.rempart.connector.declared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Holding;
import org.rempart.connector.Refusal;
import org.rempart.connector.Target;
import org.rempart.connector.TargetForm;
import org.rempart.connector.TargetKind;

/**
 * Reads everything that a product holds of a capability, page by page. It is all or nothing: what a
 * list lacks is taken for gone, so an answer that can't be understood is never an empty list.
 */
final class Holdings {

  /** More than any product has: a list without an end would be read for ever. */
  private static final int MOST_PAGES = 1000;

  private final Listing listing;
  private final TargetKind kind;
  private final Map<Target, Holding> found = new LinkedHashMap<>();

  private Holdings(Listing listing, TargetKind kind) {
    this.listing = listing;
    this.kind = kind;
  }

  /**
   * Asks the product.
   *
   * @param runs a fresh run for each page, from 1 on
   * @return one for each target
   * @throws Refusal when the product refuses to tell, or its answer can't be understood
   */
  static List<Holding> of(Listing listing, TargetKind kind, IntFunction<Run> runs) throws Refusal {
    Holdings holdings = new Holdings(listing, kind);
    int page = 1;
    while (holdings.read(runs.apply(page))) {
      if (++page > MOST_PAGES) {
        throw unclear(listing.entries(), "has no end after " + MOST_PAGES + " pages");
      }
    }
    return List.copyOf(holdings.found.values());
  }

  /** Reads a page; answers whether another one follows. */
  private boolean read(Run run) throws Refusal {
    Run.Ending ending = run.steps(listing.steps(), null);
    if (ending != null) {
      throw new Refusal("UNCLEAR", ending.message());
    }
    Map<String, Object> variables = run.variables();
    if (!(listing.entries().of(variables) instanceof List<?> entries)) {
      throw unclear(listing.entries(), "is no list" + run.why(listing.entries()));
    }
    boolean more = more(variables);
    for (Object entry : entries) {
      variables.put("each", entry);
      Holding holding = holding(run, variables);
      // Where several stand on one target, ours is the one that a person is asked about.
      found.merge(holding.target(), holding, (a, b) -> a.key() == null ? b : a);
    }
    return more;
  }

  private boolean more(Map<String, Object> variables) throws Refusal {
    Expression more = listing.more();
    if (more == null) {
      return false;
    }
    if (more.of(variables) instanceof Boolean follows) {
      return follows;
    }
    throw unclear(more, "is neither true nor false");
  }

  private Holding holding(Run run, Map<String, Object> variables) throws Refusal {
    return new Holding(
        target(run, variables), key(variables), run.said(listing.evidence(), variables));
  }

  private Target target(Run run, Map<String, Object> variables) throws Refusal {
    Object target = listing.target().of(variables);
    if (target instanceof String text) {
      return TargetForm.read(kind, text)
          .orElseThrow(() -> unclear(listing.target(), "is no " + kind + ": " + run.masked(text)));
    }
    throw unclear(listing.target(), "is no text" + run.why(listing.target(), variables));
  }

  private @Nullable String key(Map<String, Object> variables) throws Refusal {
    Object key = listing.key().of(variables);
    if (key == null || key instanceof String) {
      return (String) key;
    }
    throw unclear(listing.key(), "is neither a text nor null");
  }

  private static Refusal unclear(Expression expression, String how) {
    return new Refusal("UNCLEAR", expression.where() + " " + how);
  }
}
