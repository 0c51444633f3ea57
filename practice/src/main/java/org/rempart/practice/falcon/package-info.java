/** Hosts of CrowdStrike Falcon and their containment. */
@NullMarked
package org.rempart.practice.falcon;

import org.jspecify.annotations.NullMarked;
