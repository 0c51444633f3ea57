package org.rempart.core.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The library of the packed files under an overlay folder. The folder is looked at again at most
 * every two seconds; as long as a file in it can't be read, the library stays as it was.
 */
@Component
final class PackedPlaybooks implements PlaybookLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(PackedPlaybooks.class);

  private final Map<String, byte[]> packed = PackedFiles.read();
  private final @Nullable Overlay overlay;
  private final long pauseNanos;
  private volatile Shelf shelf;
  private volatile long lookedAt = System.nanoTime();
  private String stamp = "";

  @Autowired
  PackedPlaybooks(PlaybookSettings settings) {
    this(settings, Duration.ofSeconds(2));
  }

  PackedPlaybooks(PlaybookSettings settings, Duration pause) {
    overlay = settings.overlay() == null ? null : new Overlay(settings.overlay());
    pauseNanos = pause.toNanos();
    shelf = new Shelf(packed, Map.of());
    look();
  }

  @Override
  public List<Drawing> drawings() {
    return current().drawings();
  }

  @Override
  public Optional<Drawing> drawing(String processId) {
    return current().drawing(processId);
  }

  @Override
  public List<Table> tables() {
    return current().tables();
  }

  @Override
  public Optional<String> form(String formId, Locale locale) {
    return current().form(formId, locale);
  }

  @Override
  public String formTitle(String formId, Locale locale) {
    return current().formWord(formId, "form." + formId + ".title", locale).orElse(formId);
  }

  @Override
  public String elementName(String processId, String elementId, Locale locale) {
    return current().word(processId, elementId, locale).orElse(elementId);
  }

  @Override
  public String title(String processId, Locale locale) {
    return current().word(processId, "title", locale).orElse(processId);
  }

  private Shelf current() {
    if (overlay != null && System.nanoTime() - lookedAt >= pauseNanos) {
      look();
    }
    return shelf;
  }

  private synchronized void look() {
    lookedAt = System.nanoTime();
    if (overlay == null) {
      return;
    }
    String now = overlay.stamp();
    if (!now.equals(stamp)) {
      stamp = now;
      refill(overlay);
    }
  }

  private void refill(Overlay from) {
    try {
      shelf = new Shelf(packed, from.read());
      LOG.info("Playbooks read anew from {}", from.folder());
    } catch (RuntimeException unreadable) {
      LOG.error("Overlay {} left aside: {}", from.folder(), unreadable.getMessage());
    }
  }
}
