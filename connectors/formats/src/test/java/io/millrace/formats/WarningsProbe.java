package io.millrace.formats;

import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import java.util.List;

/** Shows what a part of a decoder warns of, as if each look came at the end of a record. */
public final class WarningsProbe {
  private static final Position PLACE = new Position.InFile("data.csv", 1);

  private final Warnings warnings = new Warnings();

  public Warnings warnings() {
    return warnings;
  }

  /** The kinds of the warnings since the last call. */
  public List<Warning> drain() {
    return warnings.drain(PLACE).stream().map(DataWarning::kind).toList();
  }
}
