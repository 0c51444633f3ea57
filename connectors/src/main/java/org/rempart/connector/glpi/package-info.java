/** Opens, comments and solves tickets in GLPI. */
@NullMarked
package org.rempart.connector.glpi;

import org.jspecify.annotations.NullMarked;
