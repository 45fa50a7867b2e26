package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.WindowKind;

/** A window [start, end), in us since 1970-01-01T00:00:00Z. */
record PlantWindow(WindowKind kind, long start, long end) {

  boolean overlaps(long from, long to) {
    return start < to && end > from;
  }

  boolean contains(long time) {
    return start <= time && time < end;
  }
}
