/**
 * The chain of sealed audit entries and its check, free of database and application, so that an
 * export can be checked anywhere.
 */
@NullMarked
package org.rempart.core.audit.chain;

import org.jspecify.annotations.NullMarked;
