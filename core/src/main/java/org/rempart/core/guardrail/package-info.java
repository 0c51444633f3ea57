/**
 * What an action may do, whoever asks and however a playbook is drawn: policy, budgets, switches.
 */
@NullMarked
package org.rempart.core.guardrail;

import org.jspecify.annotations.NullMarked;
