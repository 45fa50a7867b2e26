package io.millrace.formats.spans;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.KnownNames;
import io.millrace.formats.Warnings;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/** Reads OTLP in JSON. */
final class OtlpJsonSpans implements SpanReader {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final KnownNames ofResources =
      names("resource", "scopeSpans", "instrumentationLibrarySpans", "schemaUrl");
  private final KnownNames ofScopes =
      names("scope", "instrumentationLibrary", "spans", "schemaUrl");
  private final KnownNames ofSpans =
      names(
          "traceId",
          "spanId",
          "parentSpanId",
          "traceState",
          "flags",
          "name",
          "kind",
          "status",
          "startTimeUnixNano",
          "endTimeUnixNano",
          "attributes",
          "droppedAttributesCount",
          "events",
          "droppedEventsCount",
          "links",
          "droppedLinksCount");

  private static KnownNames names(String... names) {
    return new KnownNames("member", Set.of(names));
  }

  @Override
  public List<SpanColumns> spans(byte[] record, Warnings warnings)
      throws IOException, BadRecordException {
    JsonNode document = SpanJson.document(record);
    if (!document.path("resourceSpans").isArray()) {
      throw SpanJson.unexpected("an object with resourceSpans", document);
    }
    List<SpanColumns> spans = new ArrayList<>();
    for (JsonNode ofResource : document.get("resourceSpans")) {
      check(ofResource, ofResources, warnings);
      Map<String, String> resource = attributes(ofResource.path("resource").path("attributes"));
      // Until 2022 a scope was called a library.
      for (String scopes : List.of("scopeSpans", "instrumentationLibrarySpans")) {
        for (JsonNode ofScope : ofResource.path(scopes)) {
          check(ofScope, ofScopes, warnings);
          for (JsonNode span : ofScope.path("spans")) {
            check(span, ofSpans, warnings);
            spans.add(span(span).columns(resource));
          }
        }
      }
    }
    return spans;
  }

  private static void check(JsonNode object, KnownNames members, Warnings warnings) {
    object.fieldNames().forEachRemaining(name -> members.check(name, warnings));
  }

  private static OtlpSpan span(JsonNode node) throws BadRecordException {
    OtlpSpan span = new OtlpSpan();
    span.traceId = SpanJson.text(node, "traceId");
    span.spanId = SpanJson.text(node, "spanId");
    span.parentId = SpanJson.text(node, "parentSpanId");
    span.name = SpanJson.text(node, "name");
    span.traceState = SpanJson.text(node, "traceState");
    span.kind = word(node, "kind", OtlpSpan::kind, span.kind);
    span.status = word(node.path("status"), "code", OtlpSpan::status, span.status);
    span.start = SpanJson.number(node, "startTimeUnixNano");
    span.end = SpanJson.number(node, "endTimeUnixNano");
    span.attributes.putAll(attributes(node.path("attributes")));
    return span;
  }

  /** Enumerations are numbers, be it as texts; some write their names. */
  private static String word(
      JsonNode object, String member, LongFunction<String> names, String absent)
      throws BadRecordException {
    if (!object.isObject() && !object.isMissingNode() && !object.isNull()) {
      throw SpanJson.unexpected("an object with " + member, object);
    }
    JsonNode value = object.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    } else if (value.isIntegralNumber() || NUMBER.matcher(value.asText()).matches()) {
      return names.apply(value.asLong());
    } else if (value.isTextual()) {
      return value.asText();
    }
    throw new BadRecordException(
        ErrorCode.WRONG_FIELD,
        member + ": expected a number or a name, got " + Excerpt.of(value.toString()));
  }

  private static Map<String, String> attributes(JsonNode list) {
    Map<String, String> attributes = new HashMap<>();
    for (JsonNode attribute : list) {
      for (JsonNode value : attribute.path("value")) {
        if (value.isValueNode()) {
          attributes.put(attribute.path("key").asText(), value.asText());
        }
      }
    }
    return attributes;
  }
}
