/**
 * A burst of attackers on one incident: how long until the block of each is proven, where the time
 * goes, and beside it nftables alone.
 */
@NullMarked
package org.rempart.bench.burst;

import org.jspecify.annotations.NullMarked;
