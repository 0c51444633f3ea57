package org.rempart.connector.linux;

import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;

/** One thing that can be done at a host. */
interface Skill {

  /** What of the connector's offers this is. */
  Offer offer();

  /** Name of the host that an order is for. */
  String host(Order order) throws Refusal;

  /** See {@link org.rempart.connector.Connector#execute}. */
  Outcome execute(Machine machine, Order order) throws Refusal;

  /** See {@link org.rempart.connector.Connector#verify}. */
  Proof verify(Machine machine, Order order) throws Refusal;

  /** See {@link org.rempart.connector.Connector#revert}. */
  default Outcome revert(Machine machine, Reversal reversal) throws Refusal {
    throw new Refusal("NOT_REVERSIBLE", "there is nothing to take back");
  }
}
