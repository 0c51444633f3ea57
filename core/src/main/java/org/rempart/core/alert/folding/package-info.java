/** Folds alerts into incidents, so that a storm ends as counts. */
@NullMarked
package org.rempart.core.alert.folding;

import org.jspecify.annotations.NullMarked;
