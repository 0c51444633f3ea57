/** Brings the audit's proof out: as a file to whoever asks, and by mail. */
@NullMarked
package org.rempart.app.audit;

import org.jspecify.annotations.NullMarked;
