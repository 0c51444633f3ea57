/**
 * The jobs that the drawings hand out, one class per job type, and the one place that settles them.
 */
@NullMarked
package org.rempart.workers.job;

import org.jspecify.annotations.NullMarked;
