package io.millrace.formats.spans;

import io.millrace.formats.BadRecordException;
import io.millrace.sdk.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One span of OTLP, in whichever encoding, as it is read. */
final class OtlpSpan {
  private static final List<String> KINDS =
      List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
  private static final List<String> STATUSES = List.of("UNSET", "OK", "ERROR");

  String traceId;
  String spanId;
  String parentId;
  String name;
  String traceState;
  String kind = KINDS.get(0);
  String status = STATUSES.get(0);
  long start;
  long end;
  final Map<String, String> attributes = new HashMap<>();

  /**
   * What the span says.
   *
   * @param resource the attributes of what sent it
   */
  SpanColumns columns(Map<String, String> resource) throws BadRecordException {
    SpanColumns columns =
        new SpanColumns()
            .identity(traceId, spanId, parentId)
            .put("operation", name)
            .word("kind", kind)
            .word("status", status)
            .put("adjusted_count", SamplingThreshold.adjustedCount(traceState));
    if (end == 0 && start == 0) {
      throw new BadRecordException(
          ErrorCode.BAD_TIME, "endTimeUnixNano: expected a time, span " + spanId + " has none");
    } else if (end == 0) {
      columns.began(start);
    } else if (start == 0) {
      columns.put("event_time", Long.toString(end));
    } else {
      columns.times(start, end);
    }
    SpanAttributes.ofSpan(attributes, columns);
    SpanAttributes.ofResource(resource, columns);
    return columns;
  }

  /**
   * The name of a kind; of a number that the protocol does not have, its digits, which no field
   * knows.
   */
  static String kind(long number) {
    return name(KINDS, number);
  }

  /** The name of a status, as of a kind. */
  static String status(long number) {
    return name(STATUSES, number);
  }

  private static String name(List<String> names, long number) {
    return number >= 0 && number < names.size() ? names.get((int) number) : Long.toString(number);
  }
}
