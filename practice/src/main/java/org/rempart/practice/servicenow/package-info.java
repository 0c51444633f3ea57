/** Stands in for ServiceNow's Table API. */
@NullMarked
package org.rempart.practice.servicenow;

import org.jspecify.annotations.NullMarked;
