package io.millrace.formats;

import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what a user is to be warned of in the record that is being decoded. Each decoder has
 * one, which the parts of the decoder share.
 */
public final class Warnings {
  private record Noted(Warning kind, String detail) {}

  private final List<Noted> noted = new ArrayList<>();

  /**
   * Warns of the record that is being decoded.
   *
   * @param detail see {@link DataWarning#detail}: a column or field, never a value
   */
  public void add(Warning kind, String detail) {
    noted.add(new Noted(kind, detail));
  }

  /** Forgets the warnings of a record that turns out to be a dead letter. */
  void clear() {
    noted.clear();
  }

  /** The warnings since the last call; mostly none, which costs nothing. */
  List<DataWarning> drain(Position position) {
    if (noted.isEmpty()) {
      return List.of();
    }
    String place = position.toString();
    List<DataWarning> drained =
        noted.stream().map(one -> new DataWarning(one.kind, one.detail, place)).toList();
    noted.clear();
    return drained;
  }
}
