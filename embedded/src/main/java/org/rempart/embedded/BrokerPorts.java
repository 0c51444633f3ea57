package org.rempart.embedded;

/**
 * The five listeners of the Camunda broker.
 *
 * @param grpc for clients
 * @param rest for clients of later versions; unused here but opened by the broker
 * @param management health and metrics
 * @param command between gateway and broker
 * @param internal between brokers
 */
public record BrokerPorts(int grpc, int rest, int management, int command, int internal) {

  /** Five different free ports. */
  public static BrokerPorts free() {
    int[] free = Ports.free(5);
    return new BrokerPorts(free[0], free[1], free[2], free[3], free[4]);
  }
}
