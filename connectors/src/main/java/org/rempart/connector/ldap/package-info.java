/** Acts on the accounts and groups of an LDAP directory or of Active Directory. */
@NullMarked
package org.rempart.connector.ldap;

import org.jspecify.annotations.NullMarked;
