/** The engine's news from Kafka, and its health. */
@NullMarked
package org.rempart.app.engine;

import org.jspecify.annotations.NullMarked;
