package org.rempart.connector.wazuh;

/**
 * An agent as the manager knows it.
 *
 * @param id at least three digits
 * @param name host name
 * @param active whether it is connected
 */
record Agent(String id, String name, boolean active) {}
