package org.rempart.connector.declared;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the product is asked for everything that it holds of a capability, whoever put it there.
 *
 * @param define names for expressions, in the order in which they stand
 * @param steps the requests for one page, none of which changes anything
 * @param entries what the answers show, as a list; no list means that they can't tell
 * @param more whether another page follows, or {@code null} when the answers have everything
 * @param target what an entry is in force against; the entry itself is {@code each}
 * @param key the action's key that the entry carries, or no value when it carries none of ours
 * @param evidence what was read, in words
 */
record Listing(
    Map<String, Expression> define,
    List<Step> steps,
    Expression entries,
    @Nullable Expression more,
    Expression target,
    Expression key,
    Value evidence) {}
