/** Stands in for an OPNsense firewall's alias API. */
@NullMarked
package org.rempart.practice.opnsense;

import org.jspecify.annotations.NullMarked;
