/** Acts on hosts through the agents of a Wazuh 4.x manager. */
@NullMarked
package org.rempart.connector.wazuh;

import org.jspecify.annotations.NullMarked;
