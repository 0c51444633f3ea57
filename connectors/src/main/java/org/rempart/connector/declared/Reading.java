package org.rempart.connector.declared;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the product is asked whether something is in force.
 *
 * @param steps the requests, none of which changes anything
 * @param holds whether it is in force; no value means that the answers can't tell
 * @param ours whether what holds was brought about by Rempart, or {@code null} when the product
 *     keeps no key
 * @param renew whether what holds is ours but must be brought about anew, for example with a later
 *     end; {@code null} for never
 * @param before what is worth keeping of what stood there before
 * @param evidence what was read, in words
 */
record Reading(
    List<Step> steps,
    Expression holds,
    @Nullable Expression ours,
    @Nullable Expression renew,
    Map<String, Value> before,
    Value evidence) {}
