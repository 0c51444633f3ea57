/** Stands in for a Wazuh 4.x manager and its agents. */
@NullMarked
package org.rempart.practice.wazuh;

import org.jspecify.annotations.NullMarked;
