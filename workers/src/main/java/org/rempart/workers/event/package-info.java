/** What the engine tells of itself: element states, engine incidents, cancelled jobs. */
@NullMarked
package org.rempart.workers.event;

import org.jspecify.annotations.NullMarked;
