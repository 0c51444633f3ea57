/** Registered addresses of PAN-OS. */
@NullMarked
package org.rempart.practice.panos;

import org.jspecify.annotations.NullMarked;
