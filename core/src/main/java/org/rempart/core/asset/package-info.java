/** What we protect: hosts, their sites, owners and whether patients depend on them. */
@NullMarked
package org.rempart.core.asset;

import org.jspecify.annotations.NullMarked;
