/**
 * The case: its life from opening to closing, its timeline, and what goes out to the engine with
 * it.
 */
@NullMarked
package org.rempart.core.incident;

import org.jspecify.annotations.NullMarked;
