/** Blocks addresses with nftables, on this host or over SSH. */
@NullMarked
package org.rempart.connector.nftables;

import org.jspecify.annotations.NullMarked;
