/** The post-incident report as pages and files. */
@NullMarked
package org.rempart.app.report;

import org.jspecify.annotations.NullMarked;
