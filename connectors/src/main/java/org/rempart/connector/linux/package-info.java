/** Acts on Linux hosts over SSH: isolation, processes, files, sessions and local accounts. */
@NullMarked
package org.rempart.connector.linux;

import org.jspecify.annotations.NullMarked;
