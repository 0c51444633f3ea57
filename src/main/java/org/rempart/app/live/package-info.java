/** Changes as they happen, to browsers. */
@NullMarked
package org.rempart.app.live;

import org.jspecify.annotations.NullMarked;
