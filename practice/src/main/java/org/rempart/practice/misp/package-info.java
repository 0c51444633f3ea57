/** Stands in for MISP's REST API. */
@NullMarked
package org.rempart.practice.misp;

import org.jspecify.annotations.NullMarked;
