package org.rempart.connector.declared;

import java.util.List;

/**
 * Requests that change a product.
 *
 * @param refuse what must not be, once the product was read
 * @param steps the requests in their order
 */
record Doing(List<RefuseRule> refuse, List<Step> steps) {}
