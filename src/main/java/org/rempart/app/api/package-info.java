/** The HTTP API that is stable for others. */
@NullMarked
package org.rempart.app.api;

import org.jspecify.annotations.NullMarked;
