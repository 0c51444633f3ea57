package org.rempart.embedded;

/**
 * The tests' Kafka. Topics are made when first used; a test that counts records takes topic names
 * of its own.
 */
public interface TestKafka extends TestPart {

  /** {@code host:port} for clients. */
  String bootstrapServers();
}
