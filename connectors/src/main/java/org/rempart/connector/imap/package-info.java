/** Finds mails in the mailboxes of an IMAP server, and takes them out of their readers' sight. */
@NullMarked
package org.rempart.connector.imap;

import org.jspecify.annotations.NullMarked;
