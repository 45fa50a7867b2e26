package io.millrace.formats.spans;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.KnownNames;
import io.millrace.formats.Warnings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads Zipkin's JSON: a span, an array of spans, or an array of traces. */
record ZipkinSpans(OfSpan version, KnownNames members) implements SpanReader {

  /** Reads one span, of which one record may hold both sides. */
  @FunctionalInterface
  interface OfSpan {

    void read(JsonNode span, List<SpanColumns> spans) throws BadRecordException;
  }

  @Override
  public List<SpanColumns> spans(byte[] record, Warnings warnings)
      throws IOException, BadRecordException {
    List<SpanColumns> spans = new ArrayList<>();
    read(SpanJson.document(record), spans, warnings);
    return spans;
  }

  private void read(JsonNode node, List<SpanColumns> spans, Warnings warnings)
      throws BadRecordException {
    if (node.isObject()) {
      node.fieldNames().forEachRemaining(name -> members.check(name, warnings));
      version.read(node, spans);
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        read(element, spans, warnings);
      }
    } else {
      throw SpanJson.unexpected("a span or an array of spans", node);
    }
  }
}
