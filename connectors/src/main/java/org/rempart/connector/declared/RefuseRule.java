package org.rempart.connector.declared;

/**
 * Why not to go on.
 *
 * @param when the condition
 * @param code stable upper-case word
 * @param message one sentence for a responder
 */
record RefuseRule(Expression when, String code, Value message) {}
