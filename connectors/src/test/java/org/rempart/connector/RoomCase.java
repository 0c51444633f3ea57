package org.rempart.connector;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of several products: for each of its methods an estate of its own. */
public abstract class RoomCase {

  @TempDir protected Path folder;

  protected PracticeRoom room;

  @BeforeEach
  void open() throws Exception {
    room = new PracticeRoom(folder);
  }

  @AfterEach
  void close() {
    room.close();
  }
}
