/**
 * Products that are declared in a YAML file each, over one HTTP runtime: what to ask before, what
 * to send, what an answer means. docs/connectors/declaring.md is the format's reference.
 */
@NullMarked
package org.rempart.connector.declared;

import org.jspecify.annotations.NullMarked;
