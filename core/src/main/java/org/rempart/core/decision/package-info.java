/** Decision tables, evaluated in process so that they work while the engine is away. */
@NullMarked
package org.rempart.core.decision;

import org.jspecify.annotations.NullMarked;
