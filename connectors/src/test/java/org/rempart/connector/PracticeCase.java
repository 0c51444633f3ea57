package org.rempart.connector;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A test of one type of connector: for each of its methods an estate and a connector of its own.
 */
public abstract class PracticeCase extends RoomCase {

  protected Connector connector;

  private final String type;

  protected PracticeCase(String type) {
    this.type = type;
  }

  @BeforeEach
  void connect() throws Exception {
    connector = room.connector(type, Map.of());
  }

  @AfterEach
  void disconnect() {
    connector.close();
  }

  /** How often the product has done this. */
  protected long operations(String kind) throws Exception {
    return room.state(type)
        .path("operations")
        .valueStream()
        .filter(o -> o.path("operation").asString().equals(kind))
        .count();
  }
}
