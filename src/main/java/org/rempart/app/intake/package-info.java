/** Brings records in over Kafka and HTTP, and sends dead letters and events out. */
@NullMarked
package org.rempart.app.intake;

import org.jspecify.annotations.NullMarked;
