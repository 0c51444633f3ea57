/** Opens, comments and resolves tickets in Request Tracker. */
@NullMarked
package org.rempart.connector.requesttracker;

import org.jspecify.annotations.NullMarked;
