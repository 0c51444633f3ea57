package org.rempart.connector.declared;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a product is signed in to.
 *
 * @param login gets a token, or {@code null} when there is none to get
 * @param token where the login's answer holds it
 * @param headers that prove who asks; on every request but the login
 * @param logout ends the session, or {@code null}
 */
record SignIn(
    @Nullable Step login,
    @Nullable Expression token,
    Map<String, Value> headers,
    @Nullable Step logout) {}
