package org.rempart.bench.faults;

/** What a product does for a hospital. */
enum Role {
  FIREWALL,
  ENDPOINTS,
  TICKETS,
  MAIL;

  /** Whether it takes back what it did. */
  boolean reverts() {
    return this == FIREWALL || this == ENDPOINTS;
  }
}
