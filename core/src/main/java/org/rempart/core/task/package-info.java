/** Steps for people: claim, complete, remind. */
@NullMarked
package org.rempart.core.task;

import org.jspecify.annotations.NullMarked;
