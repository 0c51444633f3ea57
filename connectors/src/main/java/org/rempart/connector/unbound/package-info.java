/** Blocks domains at an Unbound resolver, on this host or over SSH. */
@NullMarked
package org.rempart.connector.unbound;

import org.jspecify.annotations.NullMarked;
