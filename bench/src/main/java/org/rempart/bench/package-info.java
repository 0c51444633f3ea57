/**
 * Benchmarks and fault tests: each is one command that prints its figures and fails when a promise
 * is broken. {@code contain} and {@code intake} measure; {@code kill} kills processes under load;
 * {@code faults} crashes at every named step of the journal and disturbs the products.
 */
@NullMarked
package org.rempart.bench;

import org.jspecify.annotations.NullMarked;
