package io.millrace.formats.spans;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.KnownNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Spans of Zipkin's API v2. */
final class ZipkinV2 {
  private static final long NANOS_A_MICRO = 1_000;

  private ZipkinV2() {}

  /** The members of a span. */
  static KnownNames members() {
    return new KnownNames(
        "member",
        Set.of(
            "traceId",
            "id",
            "parentId",
            "kind",
            "name",
            "timestamp",
            "duration",
            "localEndpoint",
            "remoteEndpoint",
            "annotations",
            "tags",
            "debug",
            "shared"));
  }

  static void spans(JsonNode span, List<SpanColumns> spans) throws BadRecordException {
    SpanColumns columns =
        new SpanColumns()
            .identity(
                SpanJson.text(span, "traceId"),
                SpanJson.text(span, "id"),
                SpanJson.text(span, "parentId"))
            .put("operation", SpanJson.text(span, "name"))
            .word("kind", kind(span))
            .put("shared", Boolean.toString("true".equals(SpanJson.text(span, "shared"))));
    say(columns, SpanJson.number(span, "timestamp"), SpanJson.number(span, "duration"));
    ZipkinEndpoint local = ZipkinEndpoint.of(span, "localEndpoint");
    if (local != null) {
      local.sayLocal(columns);
    }
    ZipkinEndpoint remote = ZipkinEndpoint.of(span, "remoteEndpoint");
    if (remote != null) {
      remote.sayRemote(columns);
    }
    Map<String, String> tags = new HashMap<>();
    if (span.get("tags") != null) {
      span.get("tags").fields().forEachRemaining(tag -> tags.put(tag.getKey(), text(tag)));
    }
    say(columns, tags);
    spans.add(columns);
  }

  private static String text(Map.Entry<String, JsonNode> tag) {
    return tag.getValue().asText();
  }

  /** A span without a kind is local to its service. */
  private static String kind(JsonNode span) {
    JsonNode kind = span.path("kind");
    if (kind.isMissingNode() || kind.isNull()) {
      return "INTERNAL";
    }
    return kind.isValueNode() ? kind.asText() : kind.toString();
  }

  /** Says times, given in us; 0 for one that is not known. */
  static void say(SpanColumns columns, long start, long duration) {
    if (start != 0 && duration > 0) {
      columns.times(start * NANOS_A_MICRO, (start + duration) * NANOS_A_MICRO);
    } else if (start != 0) {
      columns.began(start * NANOS_A_MICRO);
    }
  }

  /** Says what tags say; the tag error marks a failure, whatever its value. */
  static void say(SpanColumns columns, Map<String, String> tags) {
    SpanAttributes.ofSpan(tags, columns);
    columns.put("status", tags.containsKey("error") ? "ERROR" : "UNSET");
  }
}
