/** Runs commands on this host or on another over SSH, one at a time or as one long talk. */
@NullMarked
package org.rempart.connector.shell;

import org.jspecify.annotations.NullMarked;
