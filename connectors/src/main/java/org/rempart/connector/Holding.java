package org.rempart.connector;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a product holds in force, whoever put it there.
 *
 * @param target what it is in force against
 * @param key the {@link Order#key()} that it carries, or {@code null} when it carries none of ours
 * @param evidence what was read, for people
 */
public record Holding(Target target, @Nullable String key, String evidence) {}
