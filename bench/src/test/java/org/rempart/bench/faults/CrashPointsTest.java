package org.rempart.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rempart.embedded.Layout;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/** Who renames a method learns here, not in the next long run, that a point has lost its place. */
class CrashPointsTest {

  private static final List<String> MODULES = List.of("core", "workers", "src");

  static List<CrashPoint> points() {
    return CrashPoints.list();
  }

  @ParameterizedTest
  @MethodSource("points")
  void everyPointHasItsPlaceInTheCode(CrashPoint point) throws IOException {
    Path root = Layout.find().root();
    assumeThat(MODULES)
        .as("modules are not built beside this one")
        .allMatch(module -> Files.isDirectory(root.resolve(module + "/target/classes")));
    assertThat(methods(root, point.type())).contains(point.method());
  }

  private static Set<String> methods(Path root, String type) throws IOException {
    Set<String> methods = new HashSet<>();
    for (String module : MODULES) {
      Path file = root.resolve(module + "/target/classes/" + type.replace('.', '/') + ".class");
      if (Files.exists(file)) {
        try (InputStream bytes = Files.newInputStream(file)) {
          new ClassReader(bytes).accept(new Names(methods), ClassReader.SKIP_CODE);
        }
      }
    }
    return methods;
  }

  private static final class Names extends ClassVisitor {

    private final Set<String> names;

    Names(Set<String> names) {
      super(Opcodes.ASM9);
      this.names = names;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      names.add(name);
      return null;
    }
  }
}
