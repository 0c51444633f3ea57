package org.rempart.connector.declared;

import java.time.Duration;

/**
 * How often a product may be asked.
 *
 * @param calls most requests
 * @param per in this time
 */
record RateLimit(int calls, Duration per) {}
