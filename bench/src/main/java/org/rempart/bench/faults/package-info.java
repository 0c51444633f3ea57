/**
 * The fault suite: one fault a run, at a named point of the journal, at random, or between Rempart
 * and a product; then the products' real state is compared with the journal.
 */
@NullMarked
package org.rempart.bench.faults;

import org.jspecify.annotations.NullMarked;
