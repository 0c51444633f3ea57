/**
 * Benchmarks and fault tests: each is one command that prints its figures and fails when a promise
 * is broken.
 */
@NullMarked
package org.rempart.bench;

import org.jspecify.annotations.NullMarked;
