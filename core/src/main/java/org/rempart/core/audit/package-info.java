/** Who did what, when and why; sealed into a chain. */
@NullMarked
package org.rempart.core.audit;

import org.jspecify.annotations.NullMarked;
