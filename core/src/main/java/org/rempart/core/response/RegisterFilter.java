package org.rempart.core.response;

import org.jspecify.annotations.Nullable;

/**
 * What to show of the register.
 *
 * @param text part of a target; an address or a network, which also finds the networks and
 *     addresses that have some in common with it; or {@code #} and an incident's number. {@code
 *     null} for all
 * @param connector id of the product, or {@code null} for all
 */
public record RegisterFilter(@Nullable String text, @Nullable String connector) {}
