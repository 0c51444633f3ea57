/**
 * The stack that benches work on: real parts that end with the bench, the shipped application, the
 * practice estate.
 */
@NullMarked
package org.rempart.bench.stack;

import org.jspecify.annotations.NullMarked;
