/** Who may do what: API tokens, console logins, headers. */
@NullMarked
package org.rempart.app.security;

import org.jspecify.annotations.NullMarked;
