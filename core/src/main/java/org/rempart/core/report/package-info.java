/** The post-incident report and its figures. */
@NullMarked
package org.rempart.core.report;

import org.jspecify.annotations.NullMarked;
