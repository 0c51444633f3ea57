/** Stands in for VirusTotal's API v3. */
@NullMarked
package org.rempart.practice.virustotal;

import org.jspecify.annotations.NullMarked;
