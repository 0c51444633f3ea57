package org.rempart.connector.declared;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product as its file tells it, checked and compiled.
 *
 * @param type the name by which settings choose it
 * @param name the product's name
 * @param contract the version of the contract that is spoken
 * @param url default of the setting {@code url}, or {@code null} when it has to be given
 * @param settings what it needs besides the options that all HTTP products share
 * @param headers on every request, the login included
 * @param signIn how to prove who asks
 * @param rateLimit how often to ask at most, or {@code null}
 * @param says where an answer of the product tells why it refused, or {@code null}
 * @param health what shows that it works
 * @param actions what it can do, by capability
 */
record Declaration(
    String type,
    String name,
    String contract,
    @Nullable String url,
    List<Setting> settings,
    Map<String, Value> headers,
    SignIn signIn,
    @Nullable RateLimit rateLimit,
    @Nullable Expression says,
    HealthCheck health,
    Map<String, Action> actions) {}
