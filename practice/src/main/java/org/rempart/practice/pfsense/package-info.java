/** Aliases of pfSense, as its REST API package shows them. */
@NullMarked
package org.rempart.practice.pfsense;

import org.jspecify.annotations.NullMarked;
