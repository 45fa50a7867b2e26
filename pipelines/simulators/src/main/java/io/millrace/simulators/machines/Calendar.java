package io.millrace.simulators.machines;

import java.util.ArrayList;
import java.util.List;

/** When the plant means to work: three shifts, and a break in the second. */
record Calendar(List<Span> shifts, Span stop) {
  static final List<String> NAMES = List.of("early", "late", "night");

  static Calendar of(long start, long duration) {
    List<Span> shifts = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      shifts.add(
          new Span(start + duration * i / NAMES.size(), start + duration * (i + 1) / NAMES.size()));
    }
    return new Calendar(shifts, new Span(start + duration * 45 / 100, start + duration * 50 / 100));
  }

  /** How much of a span is planned. */
  long planned(Span span) {
    long planned = 0;
    for (Span shift : shifts) {
      Span part = shift.and(span);
      planned += part.to() - part.from() - stop.overlap(part);
    }
    return planned;
  }
}
