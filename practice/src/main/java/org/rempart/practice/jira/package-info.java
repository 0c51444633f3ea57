/** Stands in for Jira Cloud's REST API v3. */
@NullMarked
package org.rempart.practice.jira;

import org.jspecify.annotations.NullMarked;
