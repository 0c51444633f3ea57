/** The console: pages for responders and managers, in French and English. */
@NullMarked
package org.rempart.app.console;

import org.jspecify.annotations.NullMarked;
