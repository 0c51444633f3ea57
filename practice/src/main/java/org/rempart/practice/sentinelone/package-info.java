/** Agents and blocklist of SentinelOne. */
@NullMarked
package org.rempart.practice.sentinelone;

import org.jspecify.annotations.NullMarked;
