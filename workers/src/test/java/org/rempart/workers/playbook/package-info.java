/** Runs every drawing on Camunda's in-memory test engine, with answers in place of the workers. */
@NullMarked
package org.rempart.workers.playbook;

import org.jspecify.annotations.NullMarked;
