package org.rempart.connector.declared;

import java.util.List;

/**
 * Requests that change a product.
 *
 * @param refuse what must not be, once the product was read
 * @param steps the requests in their order
 * @param evenIfAbsent of a revert: taken also when nothing is seen to be in force, for products
 *     that don't tell that an order is still on its way, or where what is ours can stand there
 *     without being in force
 */
record Doing(List<RefuseRule> refuse, List<Step> steps, boolean evenIfAbsent) {}
