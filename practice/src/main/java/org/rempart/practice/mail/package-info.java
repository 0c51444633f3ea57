/** Stands in for a mail server and counts what arrives. */
@NullMarked
package org.rempart.practice.mail;

import org.jspecify.annotations.NullMarked;
