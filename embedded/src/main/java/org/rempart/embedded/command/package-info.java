/** What {@code ./rempart} can be asked for. */
@NullMarked
package org.rempart.embedded.command;

import org.jspecify.annotations.NullMarked;
