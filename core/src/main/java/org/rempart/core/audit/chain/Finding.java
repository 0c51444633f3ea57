package org.rempart.core.audit.chain;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Something that the check of a chain found.
 *
 * @param kind what it is
 * @param sequence the entry it is about; 0 when it is about none
 * @param more what its sentence names besides the entry
 */
public record Finding(Kind kind, long sequence, List<String> more) {

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  /** What can be found; the sentence of each is in the bundle {@code org.rempart.core.audit}. */
  public enum Kind {
    /** Values differ from the sealed digests. */
    VALUES_CHANGED(Weight.FAULT),
    /** The entry, or what it follows, differs from what was sealed. */
    ENTRY_CHANGED(Weight.FAULT),
    /** Entries between two others are missing. */
    MISSING(Weight.FAULT),
    /** An entry stands after a later one. */
    OUT_OF_ORDER(Weight.FAULT),
    /** A second entry with the number of another. */
    INSERTED(Weight.FAULT),
    /** Entries at the end are missing. */
    CUT_OFF(Weight.FAULT),
    /** No signed checkpoint shows that the end is the end. */
    OPEN_END(Weight.FAULT),
    /** The chain is another than the one that was signed. */
    OTHER_CHAIN(Weight.FAULT),
    /** A checkpoint is not what was signed. */
    BAD_SIGNATURE(Weight.FAULT),
    /** A checkpoint is signed by a key that is not trusted. */
    UNKNOWN_KEY(Weight.FAULT),
    /** A checkpoint does not follow its entry. */
    CHECKPOINT_MISPLACED(Weight.FAULT),
    /** A checkpoint of another installation. */
    OTHER_INSTALLATION(Weight.FAULT),
    /** Values are gone and no entry says who erased them. */
    ERASED_UNTOLD(Weight.FAULT),
    /** A line that is no line of an export; the check goes on behind it. */
    UNREADABLE(Weight.UNREADABLE),
    /** Values were erased, and an entry says by whom. */
    ERASED(Weight.NOTE),
    /** Values were erased so late that a later export tells of it. */
    ERASED_LATE(Weight.NOTE),
    /** The export holds a part of the chain. */
    PART(Weight.NOTE),
    /** Checkpoints that were kept elsewhere are younger than the export. */
    YOUNGER_CHECKPOINTS(Weight.NOTE),
    /** Checkpoints that were kept elsewhere lie outside the exported part. */
    OUTSIDE_CHECKPOINTS(Weight.NOTE),
    /** Checkpoints that were kept elsewhere are those of another installation. */
    KEPT_OF_OTHERS(Weight.NOTE),
    /** The key came with the export. */
    KEY_OF_EXPORT(Weight.NOTE);

    private final Weight weight;

    Kind(Weight weight) {
      this.weight = weight;
    }
  }

  /** How much a finding counts. */
  public enum Weight {
    NOTE,
    FAULT,
    UNREADABLE
  }

  static Finding of(Kind kind, long sequence, Object... more) {
    return new Finding(kind, sequence, List.of(more).stream().map(String::valueOf).toList());
  }

  /** How much it counts. */
  public Weight weight() {
    return kind.weight;
  }

  /** One sentence for a reader. */
  public String sentence(Locale locale) {
    Object[] values = new Object[more.size() + 1];
    values[0] = Long.toString(sequence);
    for (int i = 0; i < more.size(); i++) {
      values[i + 1] = more.get(i);
    }
    boolean one = values.length == 2 && values[0].equals(values[1]);
    return say(one ? kind.name() + ".one" : kind.name(), locale, values);
  }

  static String say(String key, Locale locale, Object... values) {
    Locale known = locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
    String pattern =
        ResourceBundle.getBundle("org.rempart.core.audit", known, NO_FALLBACK).getString(key);
    return new MessageFormat(pattern, known).format(values);
  }
}
