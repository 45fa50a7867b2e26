package io.millrace.operators.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of instants, as spans in order that neither overlap nor touch. */
public final class TimeSpans {
  private static final TimeSpans NONE = new TimeSpans(List.of());

  private final List<TimeSpan> spans;

  private TimeSpans(List<TimeSpan> spans) {
    this.spans = spans;
  }

  /** No instant. */
  public static TimeSpans none() {
    return NONE;
  }

  /** The instants in any of some spans, which may overlap. */
  public static TimeSpans union(List<TimeSpan> spans) {
    List<TimeSpan> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingLong(TimeSpan::from));
    List<TimeSpan> merged = new ArrayList<>();
    for (TimeSpan span : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && span.from() <= merged.get(last).to()) {
        TimeSpan before = merged.get(last);
        merged.set(last, new TimeSpan(before.from(), Math.max(before.to(), span.to())));
      } else {
        merged.add(span);
      }
    }
    return new TimeSpans(List.copyOf(merged));
  }

  /** The spans, in order. */
  public List<TimeSpan> spans() {
    return spans;
  }

  /** How long they are together. */
  public long length() {
    return spans.stream().mapToLong(TimeSpan::length).sum();
  }

  /** The instants of both. */
  public TimeSpans and(TimeSpans other) {
    List<TimeSpan> common = new ArrayList<>();
    int mine = 0;
    int theirs = 0;
    while (mine < spans.size() && theirs < other.spans.size()) {
      TimeSpan one = spans.get(mine);
      TimeSpan two = other.spans.get(theirs);
      long from = Math.max(one.from(), two.from());
      long to = Math.min(one.to(), two.to());
      if (from < to) {
        common.add(new TimeSpan(from, to));
      }
      if (one.to() < two.to()) {
        mine++;
      } else {
        theirs++;
      }
    }
    return new TimeSpans(common);
  }

  /** The instants of these that are in [from, to). */
  public TimeSpans within(long from, long to) {
    return from < to ? and(new TimeSpans(List.of(new TimeSpan(from, to)))) : NONE;
  }

  /** The instants of these that are not in the others. */
  public TimeSpans without(TimeSpans others) {
    List<TimeSpan> rest = new ArrayList<>();
    for (TimeSpan span : spans) {
      long from = span.from();
      for (TimeSpan gap : others.within(span.from(), span.to()).spans()) {
        if (from < gap.from()) {
          rest.add(new TimeSpan(from, gap.from()));
        }
        from = gap.to();
      }
      if (from < span.to()) {
        rest.add(new TimeSpan(from, span.to()));
      }
    }
    return new TimeSpans(rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeSpans that && spans.equals(that.spans);
  }

  @Override
  public int hashCode() {
    return spans.hashCode();
  }

  @Override
  public String toString() {
    return spans.toString();
  }
}
