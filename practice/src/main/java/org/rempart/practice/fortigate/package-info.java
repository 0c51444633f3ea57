/** The banned list of a FortiGate. */
@NullMarked
package org.rempart.practice.fortigate;

import org.jspecify.annotations.NullMarked;
