/** People's word on approvals, given by buttons in a chat. */
@NullMarked
package org.rempart.app.chat;

import org.jspecify.annotations.NullMarked;
