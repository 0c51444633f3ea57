/** What everything that is kept in PostgreSQL shares. */
@NullMarked
package org.rempart.core.storage;

import org.jspecify.annotations.NullMarked;
