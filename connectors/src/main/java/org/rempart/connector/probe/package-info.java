/** Proofs that no product gives of itself: the network is tried. */
@NullMarked
package org.rempart.connector.probe;

import org.jspecify.annotations.NullMarked;
