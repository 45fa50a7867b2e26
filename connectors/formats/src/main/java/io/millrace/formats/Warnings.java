package io.millrace.formats;

import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what a user is to be warned of in the record that is being decoded. Each decoder has
 * one, which the parts of the decoder share.
 */
public final class Warnings {
  private record Noted(Warning kind, String detail) {}

  private final List<Noted> noted = new ArrayList<>();
  private final Set<Noted> untold = new HashSet<>();
  private final Set<Noted> told = new HashSet<>();

  /**
   * Warns of the record that is being decoded.
   *
   * @param detail see {@link DataWarning#detail}: a column or field, never a value
   */
  public void add(Warning kind, String detail) {
    noted.add(new Noted(kind, detail));
  }

  /**
   * Warns of something that holds for all records to come, unless it has been told.
   *
   * @return whether it has been told, and need not be any more
   */
  public boolean addOnce(Warning kind, String detail) {
    Noted once = new Noted(kind, detail);
    if (told.contains(once)) {
      return true;
    }
    if (!noted.contains(once)) {
      noted.add(once);
    }
    untold.add(once);
    return false;
  }

  /** Forgets the warnings of a record that turns out to be a dead letter. */
  public void clear() {
    noted.clear();
    untold.clear();
  }

  /** The warnings since the last call; mostly none, which costs nothing. */
  public List<DataWarning> drain(Position position) {
    if (noted.isEmpty()) {
      return List.of();
    }
    String place = position.toString();
    List<DataWarning> drained =
        noted.stream().map(one -> new DataWarning(one.kind, one.detail, place)).toList();
    told.addAll(untold);
    clear();
    return drained;
  }
}
