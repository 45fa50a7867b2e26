package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.UsageWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Where windows begin and end, in s since 1970, in UTC. */
final class UsageWindows {
  static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;

  private final List<UsageWindow> kinds;

  UsageWindows(List<UsageWindow> kinds) {
    this.kinds = kinds.stream().filter(kind -> kind != UsageWindow.TOTAL).sorted().toList();
  }

  /** Those of the calendar that are asked for, the shortest first. */
  List<UsageWindow> kinds() {
    return kinds;
  }

  static long hour(long time) {
    return Math.floorDiv(time, HOUR) * HOUR;
  }

  static long start(UsageWindow kind, long time) {
    return switch (kind) {
      case HOUR -> hour(time);
      case DAY -> Math.floorDiv(time, DAY) * DAY;
      default -> seconds(day(time).withDayOfMonth(1));
    };
  }

  static long end(UsageWindow kind, long time) {
    return switch (kind) {
      case HOUR -> hour(time) + HOUR;
      case DAY -> Math.floorDiv(time, DAY) * DAY + DAY;
      default -> seconds(day(time).withDayOfMonth(1).plusMonths(1));
    };
  }

  /** The kind whose windows an hour is kept for. */
  UsageWindow greatest() {
    return kinds.get(kinds.size() - 1);
  }

  private static LocalDate day(long time) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(time), ZoneOffset.UTC);
  }

  private static long seconds(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
