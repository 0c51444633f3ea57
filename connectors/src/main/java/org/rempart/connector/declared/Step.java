package org.rempart.connector.declared;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a plan.
 *
 * @param id the name under which later steps see its answer
 * @param where its field, for messages
 * @param when whether to send it; always when {@code null}
 * @param each a list: the request is sent for each of its items, named {@code each}; once when
 *     {@code null}
 * @param method HTTP method
 * @param at the setting that holds the address, {@code url} for most
 * @param path below that address
 * @param query parameters; those without a value are left out
 * @param headers besides those of the declaration
 * @param body JSON to send, or {@code null}
 * @param form fields to send as a form instead of a body, or {@code null}
 * @param changes whether the product may be another one after it
 * @param keep how long its answer may be used again for the same question; not at all when {@code
 *     null}
 * @param optional whether a failure is told in the log and no more
 * @param answers what answers mean, the first that fits
 */
record Step(
    String id,
    String where,
    @Nullable Expression when,
    @Nullable Expression each,
    String method,
    String at,
    PathTemplate path,
    Map<String, Value> query,
    Map<String, Value> headers,
    @Nullable Value body,
    Value.@Nullable Struct form,
    boolean changes,
    @Nullable Expression keep,
    boolean optional,
    List<AnswerRule> answers) {}
