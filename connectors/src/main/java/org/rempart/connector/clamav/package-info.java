/** Lets ClamAV's daemon treat files of a hash as malware, and scan a file. */
@NullMarked
package org.rempart.connector.clamav;

import org.jspecify.annotations.NullMarked;
