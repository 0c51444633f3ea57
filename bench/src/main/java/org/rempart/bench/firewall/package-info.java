/** The firewalls that benches act on, and what they themselves say of their blocks. */
@NullMarked
package org.rempart.bench.firewall;

import org.jspecify.annotations.NullMarked;
