package org.rempart.connector.requesttracker;

/**
 * A ticket as it was read.
 *
 * @param id its number
 * @param status its status
 * @param version its entity tag; an update with an older one is refused
 */
record Ticket(int id, String status, String version) {}
