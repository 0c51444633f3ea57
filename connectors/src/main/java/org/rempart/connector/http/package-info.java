/**
 * What connectors with an HTTP API share: time-outs, TLS, and which failure means that nothing was
 * sent.
 */
@NullMarked
package org.rempart.connector.http;

import org.jspecify.annotations.NullMarked;
