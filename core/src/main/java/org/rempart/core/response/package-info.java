/** Actions on products: guardrails, the journal, containments and their claims. */
@NullMarked
package org.rempart.core.response;

import org.jspecify.annotations.NullMarked;
