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
  long kind;
  long status;
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
            .put("kind", name(KINDS, kind))
            .put("status", name(STATUSES, status))
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

  /** A number of a later version of the protocol says nothing here. */
  private static String name(List<String> names, long number) {
    return number >= 0 && number < names.size() ? names.get((int) number) : names.get(0);
  }

  static long kind(String text) {
    return Math.max(0, KINDS.indexOf(text.replace("SPAN_KIND_", "")));
  }

  static long status(String text) {
    return Math.max(0, STATUSES.indexOf(text.replace("STATUS_CODE_", "")));
  }
}
