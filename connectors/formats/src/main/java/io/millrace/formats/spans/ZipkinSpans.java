package io.millrace.formats.spans;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.BadRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads Zipkin's JSON: a span, an array of spans, or an array of traces. */
record ZipkinSpans(OfSpan version) implements SpanReader {

  /** Reads one span, of which one record may hold both sides. */
  @FunctionalInterface
  interface OfSpan {

    void read(JsonNode span, List<SpanColumns> spans) throws BadRecordException;
  }

  @Override
  public List<SpanColumns> spans(byte[] record) throws IOException, BadRecordException {
    List<SpanColumns> spans = new ArrayList<>();
    read(SpanJson.document(record), spans);
    return spans;
  }

  private void read(JsonNode node, List<SpanColumns> spans) throws BadRecordException {
    if (node.isObject()) {
      version.read(node, spans);
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        read(element, spans);
      }
    } else {
      throw SpanJson.unexpected("a span or an array of spans", node);
    }
  }
}
