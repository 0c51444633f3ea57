package org.rempart.embedded;

import java.net.URI;

/** The tests' Camunda broker. */
public interface TestEngine extends TestPart {

  /**
   * Where its gateway speaks gRPC, for {@code
   * CamundaClient.newClientBuilder().grpcAddress(…).preferRestOverGrpc(false)}.
   */
  URI grpcAddress();
}
