/** Machines of Microsoft Defender for Endpoint and their isolation. */
@NullMarked
package org.rempart.practice.defender;

import org.jspecify.annotations.NullMarked;
