/** Kills processes under load and compares what was promised with what is there. */
@NullMarked
package org.rempart.bench.kill;

import org.jspecify.annotations.NullMarked;
