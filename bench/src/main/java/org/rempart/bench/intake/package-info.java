/** How fast alerts come in, and what folding makes of a recorded attack. */
@NullMarked
package org.rempart.bench.intake;

import org.jspecify.annotations.NullMarked;
