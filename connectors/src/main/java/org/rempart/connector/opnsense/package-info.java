/** Blocks addresses with an alias of an OPNsense firewall. */
@NullMarked
package org.rempart.connector.opnsense;

import org.jspecify.annotations.NullMarked;
