package org.rempart.embedded.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.rempart.embedded.Layout;
import org.rempart.embedded.PostgresPart;

/**
 * A supervisor in a process of its own, for a test to kill. Arguments: data folder, port of
 * PostgreSQL.
 */
final class DoomedSupervisor {

  private DoomedSupervisor() {}

  public static void main(String[] args) throws InterruptedException {
    DataFolder folder = DataFolder.open(Path.of(args[0]));
    Path data = folder.of("postgresql").resolve("data");
    var postgres =
        new PostgresPart(Layout.find().postgres(), data, Integer.parseInt(args[1]), "secret");
    var supervisor = new Supervisor(folder, new ProcessBook(folder), new Terminal(System.out));
    Supervisor.await(List.of(supervisor.start(postgres)));
    System.out.println("up");
    new CountDownLatch(1).await();
  }
}
