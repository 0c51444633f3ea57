package org.rempart.bench.faults;

import java.nio.file.Path;
import java.util.List;
import org.jboss.byteman.agent.submit.ScriptText;
import org.jboss.byteman.agent.submit.Submit;
import org.rempart.embedded.Ports;

/** Byteman in the application's process: places crash points while it runs. */
final class CrashAgent {

  private final int port = Ports.free();
  private final Submit submit = new Submit(Ports.LOOPBACK, port);

  /** The JVM options that load the agent. */
  List<String> options() {
    return List.of(
        "-javaagent:%s=listener:true,address:%s,port:%d".formatted(jar(), Ports.LOOPBACK, port));
  }

  /** Places a point; a class that is not loaded yet gets it when it is. */
  void place(CrashPoint point) {
    asked(() -> submit.addScripts(List.of(new ScriptText(point.name(), point.rule()))));
  }

  /** Whether the code has had a place for what was placed. */
  boolean placed() {
    return asked(submit::listAllRules).contains("Transformed in:");
  }

  /** Takes every point away. */
  void clear() {
    asked(submit::deleteAllRules);
  }

  private interface Request {
    String send() throws Exception;
  }

  private static String asked(Request request) {
    try {
      return request.send();
    } catch (Exception e) {
      throw new IllegalStateException("the crash agent does not answer: " + e.getMessage(), e);
    }
  }

  private static Path jar() {
    try {
      return Path.of(
          Class.forName("org.jboss.byteman.agent.Main", false, CrashAgent.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI());
    } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
      throw new IllegalStateException("Byteman is not on the bench's class path", e);
    }
  }
}
