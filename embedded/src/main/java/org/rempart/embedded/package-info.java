/**
 * The one-machine stack: real PostgreSQL, Kafka and Camunda processes, for tests and for
 * one-command use.
 */
@NullMarked
package org.rempart.embedded;

import org.jspecify.annotations.NullMarked;
