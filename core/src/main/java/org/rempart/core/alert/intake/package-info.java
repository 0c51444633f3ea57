/** Takes records in, once each: keeps them, folds them, or says why not. */
@NullMarked
package org.rempart.core.alert.intake;

import org.jspecify.annotations.NullMarked;
