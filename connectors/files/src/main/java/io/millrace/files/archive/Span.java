package io.millrace.files.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Offsets of one partition of which an archive has all records that there were.
 *
 * @param start the first offset
 * @param end the offset after the last
 */
public record Span(long start, long end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("expected 0 <= start <= end, got " + start + ", " + end);
    }
  }

  @Override
  public String toString() {
    return "[" + start + ", " + end + ")";
  }

  /** The same offsets in as few spans as there can be, in their order. */
  static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span span : spans.stream().sorted(Comparator.comparingLong(Span::start)).toList()) {
      Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && span.start <= last.end) {
        merged.set(merged.size() - 1, new Span(last.start, Math.max(last.end, span.end)));
      } else if (span.start < span.end) {
        merged.add(span);
      }
    }
    return merged;
  }

  /** What of this no other span has, in order. */
  List<Span> without(List<Span> others) {
    List<Span> holes = new ArrayList<>();
    long reached = start;
    for (Span other : merged(others)) {
      if (other.start >= end) {
        break;
      } else if (other.start > reached) {
        holes.add(new Span(reached, other.start));
      }
      reached = Math.max(reached, other.end);
    }
    if (reached < end) {
      holes.add(new Span(reached, end));
    }
    return holes;
  }
}
