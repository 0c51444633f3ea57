/** The engine's side on the real broker. */
@NullMarked
package org.rempart.workers;

import org.jspecify.annotations.NullMarked;
