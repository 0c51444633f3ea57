/** Stands in for AbuseIPDB's API v2. */
@NullMarked
package org.rempart.practice.abuseipdb;

import org.jspecify.annotations.NullMarked;
