/** Sends mail. */
@NullMarked
package org.rempart.connector.smtp;

import org.jspecify.annotations.NullMarked;
