package io.millrace.formats.spans;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Warnings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads OTLP in protobuf: the message ExportTraceServiceRequest, which is TracesData too. Numbers
 * of fields are those of opentelemetry/proto/trace/v1/trace.proto; others are passed over.
 */
final class OtlpSpans implements SpanReader {

  @Override
  public List<SpanColumns> spans(byte[] record, Warnings warnings) throws BadRecordException {
    List<SpanColumns> spans = new ArrayList<>();
    ProtobufMessage request = new ProtobufMessage(record);
    while (request.next()) {
      if (request.holds(1)) {
        ofResource(request.message(), spans);
      }
    }
    return spans;
  }

  private static void ofResource(ProtobufMessage resourceSpans, List<SpanColumns> spans)
      throws BadRecordException {
    Map<String, String> resource = new HashMap<>();
    List<OtlpSpan> read = new ArrayList<>();
    while (resourceSpans.next()) {
      if (resourceSpans.holds(1)) {
        ProtobufMessage message = resourceSpans.message();
        while (message.next()) {
          if (message.holds(1)) {
            attribute(message.message(), resource);
          }
        }
      } else if (resourceSpans.holds(2)) {
        ofScope(resourceSpans.message(), read);
      }
    }
    // A resource may follow its spans.
    for (OtlpSpan span : read) {
      spans.add(span.columns(resource));
    }
  }

  private static void ofScope(ProtobufMessage scopeSpans, List<OtlpSpan> spans)
      throws BadRecordException {
    while (scopeSpans.next()) {
      if (scopeSpans.holds(2)) {
        spans.add(span(scopeSpans.message()));
      }
    }
  }

  private static OtlpSpan span(ProtobufMessage message) throws BadRecordException {
    OtlpSpan span = new OtlpSpan();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> span.traceId = hex(message.bytes());
        case 2 -> span.spanId = hex(message.bytes());
        case 3 -> span.traceState = message.text();
        case 4 -> span.parentId = hex(message.bytes());
        case 5 -> span.name = message.text();
        case 6 -> span.kind = OtlpSpan.kind(message.number());
        case 7 -> span.start = message.number();
        case 8 -> span.end = message.number();
        case 9 -> attribute(message.message(), span.attributes);
        case 15 -> status(message.message(), span);
        default -> {
          // Events, links and counts of what was dropped.
        }
      }
    }
    return span;
  }

  private static void status(ProtobufMessage message, OtlpSpan span) throws BadRecordException {
    while (message.next()) {
      if (message.field() == 3) {
        span.status = OtlpSpan.status(message.number());
      }
    }
  }

  private static void attribute(ProtobufMessage message, Map<String, String> attributes)
      throws BadRecordException {
    String key = "";
    String value = null;
    while (message.next()) {
      if (message.field() == 1) {
        key = message.text();
      } else if (message.field() == 2) {
        value = value(message.message());
      }
    }
    if (value != null) {
      attributes.put(key, value);
    }
  }

  /** A text, truth or number; null for what holds several. */
  private static String value(ProtobufMessage message) throws BadRecordException {
    String value = null;
    while (message.next()) {
      value =
          switch (message.field()) {
            case 1 -> message.text();
            case 2 -> Boolean.toString(message.number() != 0);
            case 3 -> Long.toString(message.number());
            case 4 -> Double.toString(Double.longBitsToDouble(message.number()));
            default -> value;
          };
    }
    return value;
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }
}
