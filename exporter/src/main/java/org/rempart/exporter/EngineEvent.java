package org.rempart.exporter;

/**
 * One line for the topic.
 *
 * @param position of the record in the broker's log; what the broker may forget once it is
 *     acknowledged
 * @param key process instance, so that what happens in one stays in order
 * @param json UTF-8, in the shape that the exporter's README gives
 */
record EngineEvent(long position, byte[] key, byte[] json) {}
