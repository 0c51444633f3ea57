/** Keeps the parts of one data folder running: starts, watches, restarts, adopts and ends them. */
@NullMarked
package org.rempart.embedded.supervisor;

import org.jspecify.annotations.NullMarked;
