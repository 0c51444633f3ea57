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

  /** Five free ports. */
  public static BrokerPorts free() {
    return new BrokerPorts(Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
  }
}
