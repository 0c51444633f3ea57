/** The application: main class and settings. */
@NullMarked
package org.rempart.app;

import org.jspecify.annotations.NullMarked;
