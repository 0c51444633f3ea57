package org.rempart.core.playbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads the files that the build packed, by their path below the repository's root. */
final class PackedFiles {

  private PackedFiles() {}

  static Map<String, byte[]> read() {
    Map<String, byte[]> files = new TreeMap<>();
    for (String root : Overlay.ROOTS) {
      addAll(files, root);
    }
    return files;
  }

  private static void addAll(Map<String, byte[]> files, String root) {
    try {
      for (Resource file :
          new PathMatchingResourcePatternResolver().getResources("classpath*:" + root + "/**/*")) {
        String url = file.getURL().toString();
        if (file.isReadable() && Overlay.wanted(url)) {
          files.put(
              url.substring(url.lastIndexOf("/" + root + "/") + 1), file.getContentAsByteArray());
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("packed files below " + root, unreadable);
    }
  }
}
