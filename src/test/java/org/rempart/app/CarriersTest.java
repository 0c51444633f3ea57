package org.rempart.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.app.RempartApplication.CARRIERS;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In a process of its own, as the number counts only before the first virtual thread. */
class CarriersTest {

  private static final int LOOKUPS = 12;

  @Test
  void lookupsThatHangLeaveRoomForOthers() throws Exception {
    assertThat(room(List.of())).isEqualTo("room");
  }

  @Test
  void whoSetsAnotherNumberGetsIt() throws Exception {
    assertThat(room(List.of("-D" + CARRIERS + "=2"))).isEqualTo("none");
  }

  /** Holds as many system threads as there are lookups, and sees whether one more thread runs. */
  public static void main(String[] args) throws Exception {
    RempartApplication.carriers();
    for (int i = 0; i < LOOKUPS; i++) {
      Thread.startVirtualThread(CarriersTest::hang);
    }
    Thread.sleep(500);
    Thread other = Thread.startVirtualThread(() -> {});
    other.join(2_000);
    System.out.print(other.isAlive() ? "none" : "room");
    System.exit(0);
  }

  private static void hang() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static String room(List<String> options) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        Stream.of(
                List.of(java),
                options,
                List.of("-cp", System.getProperty("java.class.path"), CarriersTest.class.getName()))
            .flatMap(List::stream)
            .toList();
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes());
  }
}
