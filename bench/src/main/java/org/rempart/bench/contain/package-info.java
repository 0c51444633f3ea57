/**
 * From an alert on Kafka to a block in the kernel: how long, where the time goes, and beside it the
 * engine alone.
 */
@NullMarked
package org.rempart.bench.contain;

import org.jspecify.annotations.NullMarked;
