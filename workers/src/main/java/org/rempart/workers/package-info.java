/** The engine as Rempart sees it: one client, what it runs, and whether it is there. */
@NullMarked
package org.rempart.workers;

import org.jspecify.annotations.NullMarked;
