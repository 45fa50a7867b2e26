package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.WindowKind;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows that follow from the clock alone: hours and days of the plant's zone, and rolling
 * ones. Times are in us since 1970-01-01T00:00:00Z.
 *
 * <p>Hours count from the start of the day, so a day of 23 or 25 h has that many of them; where a
 * clock is changed by less than an hour, the last hour of that day is shorter.
 */
final class PlantWindows {
  private static final long HOUR = 3_600_000_000L;

  private final ZoneId zone;
  private final List<WindowKind> kinds;
  private final long rolling;
  private final long slide;

  /**
   * @param kinds which windows there are; shifts are for others to know
   * @param rolling size of rolling windows, a multiple of {@code slide}
   */
  PlantWindows(ZoneId zone, List<WindowKind> kinds, Duration rolling, Duration slide) {
    this.zone = zone;
    this.kinds = kinds.stream().filter(kind -> kind != WindowKind.SHIFT).sorted().toList();
    this.rolling = rolling.toMillis() * 1_000;
    this.slide = slide.toMillis() * 1_000;
  }

  /** The kinds of windows cut here. */
  List<WindowKind> kinds() {
    return kinds;
  }

  /** The window of a kind that of all that end after a time ends first. */
  PlantWindow firstEndingAfter(WindowKind kind, long time) {
    if (kind == WindowKind.ROLLING) {
      long end = time - Math.floorMod(time, slide) + slide;
      return new PlantWindow(kind, end - rolling, end);
    }
    LocalDate date = FactRecords.instant(time).atZone(zone).toLocalDate();
    long start = startOf(date);
    long end = startOf(date.plusDays(1));
    if (kind == WindowKind.DAY) {
      return new PlantWindow(kind, start, end);
    }
    long hour = start + (time - start) / HOUR * HOUR;
    return new PlantWindow(kind, hour, Math.min(hour + HOUR, end));
  }

  /** The windows that overlap [from, to) and end at or before a time, by kind and start. */
  List<PlantWindow> overlapping(long from, long to, long lastEnd) {
    List<PlantWindow> windows = new ArrayList<>();
    for (WindowKind kind : kinds) {
      PlantWindow window = firstEndingAfter(kind, from);
      while (window.start() < to && window.end() <= lastEnd) {
        windows.add(window);
        window = firstEndingAfter(kind, window.end());
      }
    }
    return windows;
  }

  private long startOf(LocalDate date) {
    return FactRecords.micros(date.atStartOfDay(zone).toInstant());
  }
}
