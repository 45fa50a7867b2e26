package io.millrace.formats.value;

import io.millrace.formats.Warnings;
import io.millrace.sdk.Warning;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Finds the moments of the local times of one field, where clocks are put forward and back. A time
 * that occurs twice is told by the {@linkplain SourceOrder order of the source}; one that does not
 * exist is taken to be on a clock that was not put forward.
 */
final class LocalTimes {
  private final SourceOrder order = new SourceOrder();
  private final Warnings warnings;
  private final String field;

  LocalTimes(Warnings warnings, String field) {
    this.warnings = warnings;
    this.field = field;
  }

  /** The moment of a local time in a zone; warns where that is a guess. */
  Instant at(LocalDateTime local, ZoneId zone) {
    if (zone instanceof ZoneOffset offset) {
      return local.toInstant(offset);
    }
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    if (offsets.size() == 2) {
      return oneOf(local.toInstant(offsets.get(0)), local.toInstant(offsets.get(1)));
    } else if (offsets.isEmpty()) {
      warnings.add(Warning.NONEXISTENT_TIME, field);
    }
    ZoneOffset offset =
        offsets.isEmpty() ? rules.getTransition(local).getOffsetBefore() : offsets.get(0);
    Instant only = local.toInstant(offset);
    if (order.passed(only.toEpochMilli())) {
      warnings.add(Warning.AMBIGUOUS_TIME, field + ", the times before");
    }
    return only;
  }

  private Instant oneOf(Instant first, Instant second) {
    long earlier = first.toEpochMilli();
    order.decide(earlier, second.toEpochMilli() - earlier);
    if (!order.isCertain()) {
      warnings.add(Warning.AMBIGUOUS_TIME, field);
    }
    return order.isLater() ? second : first;
  }
}
