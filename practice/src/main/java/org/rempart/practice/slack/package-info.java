/** Stands in for Slack's Web API. */
@NullMarked
package org.rempart.practice.slack;

import org.jspecify.annotations.NullMarked;
