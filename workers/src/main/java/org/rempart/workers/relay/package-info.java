/** The way from the outbox to the engine. */
@NullMarked
package org.rempart.workers.relay;

import org.jspecify.annotations.NullMarked;
