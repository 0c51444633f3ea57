/** Evaluates the decision tables with the DMN engine that Camunda 8 itself has inside. */
@NullMarked
package org.rempart.workers.decision;

import org.jspecify.annotations.NullMarked;
