/** Runs inside a Camunda 8 broker and tells Rempart over Kafka where its processes stand. */
@NullMarked
package org.rempart.exporter;

import org.jspecify.annotations.NullMarked;
