/** What the process engine tells of itself, in words that fit any engine. */
@NullMarked
package org.rempart.core.engine;

import org.jspecify.annotations.NullMarked;
