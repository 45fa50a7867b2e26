package io.millrace.formats;

import io.millrace.sdk.Suggestions;
import io.millrace.sdk.Warning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells of the columns or members that fill no field, each name once by each decoder: of a file, or
 * of a reader of Kafka. One that is named nearly as a field that is not filled is a warning.
 */
public final class UnusedColumns {
  /** So many names are listed; all are compared with the fields. */
  private static final int LISTED = 20;

  private static final String FURTHER = "and others";

  private final Warnings warnings;
  private final FieldMapping mapping;
  private final List<Runnable> untold = new ArrayList<>();
  private int listed;

  /**
   * @param warnings of the decoder
   * @param mapping which columns may fill which fields
   */
  public UnusedColumns(Warnings warnings, FieldMapping mapping) {
    this.warnings = warnings;
    this.mapping = mapping;
  }

  /**
   * Notes names, to be told with the next good record.
   *
   * @param what a column or a member, for messages
   * @param unfilled the fields that no column fills
   */
  public void note(String what, Collection<String> names, Collection<String> unfilled) {
    Set<String> wanted = new LinkedHashSet<>(unfilled);
    unfilled.forEach(field -> wanted.addAll(mapping.columnsOf(field)));
    for (String name : names) {
      String shown = Excerpt.of(name);
      Optional<String> meant = Suggestions.misspelt(name, wanted);
      if (meant.isPresent()) {
        String detail = what + " " + shown + ", did you mean '" + meant.get() + "'?";
        untold.add(() -> warnings.add(Warning.UNUSED_COLUMN, detail));
      } else {
        untold.add(() -> list(shown.substring(1, shown.length() - 1)));
      }
    }
  }

  private void list(String name) {
    listed++;
    if (listed <= LISTED) {
      warnings.add(Warning.IGNORED_COLUMN, name);
    } else if (listed == LISTED + 1) {
      warnings.add(Warning.IGNORED_COLUMN, FURTHER);
    }
  }

  /** Warns of what was noted; mostly of nothing, which costs nothing. */
  public void tell() {
    if (!untold.isEmpty()) {
      untold.forEach(Runnable::run);
      untold.clear();
    }
  }
}
