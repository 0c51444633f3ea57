/** Stands in for GLPI's legacy REST API. */
@NullMarked
package org.rempart.practice.glpi;

import org.jspecify.annotations.NullMarked;
