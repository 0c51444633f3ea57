package org.rempart.connector.declared;

import java.util.List;

/**
 * What shows that a connector can do its work.
 *
 * @param steps the requests, none of which changes anything
 * @param refuse what is wrong: rights, settings at the product
 * @param detail one sentence when all is well
 */
record HealthCheck(List<Step> steps, List<RefuseRule> refuse, Value detail) {}
