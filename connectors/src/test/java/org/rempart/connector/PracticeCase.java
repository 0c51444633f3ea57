package org.rempart.connector;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test of one type of connector: for each of its methods an estate and a connector of its own.
 */
public abstract class PracticeCase {

  @TempDir protected Path folder;

  protected PracticeRoom room;
  protected Connector connector;

  private final String type;

  protected PracticeCase(String type) {
    this.type = type;
  }

  @BeforeEach
  void connect() throws Exception {
    room = new PracticeRoom(folder);
    connector = room.connector(type, Map.of());
  }

  @AfterEach
  void close() {
    connector.close();
    room.close();
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
