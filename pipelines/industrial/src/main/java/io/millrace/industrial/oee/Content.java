package io.millrace.industrial.oee;

import io.millrace.operators.state.TimeSpan;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.WindowKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which windows of one machine may have something in them. Times are in us. */
final class Content {
  private final Ledger ledger;
  private final PlantWindows windows;
  private final boolean shifts;
  private final Rules rules;

  Content(Ledger ledger, PlantWindows windows, boolean shifts, Rules rules) {
    this.ledger = ledger;
    this.windows = windows;
    this.shifts = shifts;
    this.rules = rules;
  }

  /** The first time, from a time on, that is planned or has an event; the greatest if none has. */
  long next(long from) throws Exception {
    long next = ledger.heardFrom(from);
    if (rules.byStates()) {
      long before = ledger.heardBefore(from);
      return before > Long.MIN_VALUE && from < before + rules.believed() ? from : next;
    }
    for (TimeSpan span : ledger.plan().planned().spans()) {
      if (span.to() > from) {
        return Math.min(next, Math.max(span.from(), from));
      }
    }
    return next;
  }

  /** No later than the first time that is planned or has an event; the greatest if none has. */
  private long earliest() throws Exception {
    long first = ledger.firstHour();
    for (TimeSpan span : ledger.plan().planned().spans()) {
      first = Math.min(first, span.from());
    }
    return first;
  }

  /** The first time after a time at which such a window ends; the greatest if none does. */
  long nextEnd(long after) throws Exception {
    long next = Long.MAX_VALUE;
    for (Fact.Entry shift : shifts()) {
      next = shift.end() > after ? Math.min(next, shift.end()) : next;
    }
    long first = Math.max(after, earliest());
    if (first == Long.MAX_VALUE) {
      return next;
    }
    List<PlantWindow> candidates = new ArrayList<>();
    for (WindowKind kind : windows.kinds()) {
      candidates.add(windows.firstEndingAfter(kind, first));
    }
    candidates.sort(Comparator.comparingLong(PlantWindow::end));
    for (PlantWindow window : candidates) {
      // Not asked where it makes no difference: it may take reading all that is kept of a day.
      long content = window.end() < next ? next(window.start()) : Long.MAX_VALUE;
      if (content < Long.MAX_VALUE) {
        long end =
            content < window.end()
                ? window.end()
                : windows.firstEndingAfter(window.kind(), content).end();
        next = Math.min(next, end);
      }
    }
    return next;
  }

  /** The windows that end at a time. */
  Set<PlantWindow> endingAt(long end) throws Exception {
    Set<PlantWindow> found = new LinkedHashSet<>();
    for (WindowKind kind : windows.kinds()) {
      PlantWindow window = windows.firstEndingAfter(kind, end - 1);
      if (window.end() == end) {
        found.add(window);
      }
    }
    for (Fact.Entry shift : shifts()) {
      if (shift.end() == end) {
        found.add(new PlantWindow(WindowKind.SHIFT, shift.time(), end));
      }
    }
    return found;
  }

  /** The windows that have begun before a time and not ended by it. */
  List<PlantWindow> openAt(long time) throws Exception {
    Set<PlantWindow> found = new LinkedHashSet<>();
    for (WindowKind kind : windows.kinds()) {
      PlantWindow window = windows.firstEndingAfter(kind, time);
      while (window.start() < time) {
        found.add(window);
        window = windows.firstEndingAfter(kind, window.end());
      }
    }
    for (Fact.Entry shift : shifts()) {
      if (shift.time() < time && shift.end() > time) {
        found.add(new PlantWindow(WindowKind.SHIFT, shift.time(), shift.end()));
      }
    }
    return new ArrayList<>(found);
  }

  private List<Fact.Entry> shifts() throws Exception {
    return shifts ? ledger.plan().standing(CalendarKind.SHIFT) : List.of();
  }
}
