/** Detections as they come in: normalised, kept, folded into incidents. */
@NullMarked
package org.rempart.core.alert;

import org.jspecify.annotations.NullMarked;
