/**
 * The contract between Rempart and the products it acts on. One sub-package holds one product.
 * Nothing here knows incidents, Camunda or a database.
 */
@NullMarked
package org.rempart.connector;

import org.jspecify.annotations.NullMarked;
