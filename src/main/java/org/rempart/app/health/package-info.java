/** What works and what is away. */
@NullMarked
package org.rempart.app.health;

import org.jspecify.annotations.NullMarked;
