/** Where alerts come from, and how each source's records become alerts. */
@NullMarked
package org.rempart.core.alert.source;

import org.jspecify.annotations.NullMarked;
