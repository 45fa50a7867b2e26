package io.millrace.formats.spans;

import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.sdk.avro.RecordType;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;

/**
 * Spans as tracers and collectors send them, many a record or one, for {@code services.Span} and
 * schemas like it.
 *
 * @param encoding how they are written
 * @param mapping constants for fields that the spans do not say
 */
public record SpanFormat(Encoding encoding, FieldMapping mapping) implements Format {

  /** How spans are written. */
  public enum Encoding {
    /** Zipkin's JSON of API v1, with annotations cs, sr, ss, cr; a span may hold both sides. */
    ZIPKIN_V1(
        "zipkin-v1",
        Framing.JSON_VALUES,
        () -> new ZipkinSpans(ZipkinV1::spans, ZipkinV1.members())),
    /** Zipkin's JSON of API v2. */
    ZIPKIN_V2(
        "zipkin-v2",
        Framing.JSON_VALUES,
        () -> new ZipkinSpans(ZipkinV2::spans, ZipkinV2.members())),
    /** OTLP in JSON: an ExportTraceServiceRequest, or TracesData, a record. */
    OTLP_JSON("otlp-json", Framing.JSON_VALUES, OtlpJsonSpans::new),
    /**
     * OTLP in protobuf, as the OpenTelemetry Collector writes it to Kafka; in files each message
     * follows its length in four bytes, the highest first, as its file exporter has it.
     */
    OTLP("otlp", Framing.LENGTH_PREFIXED, OtlpSpans::new);

    private final String formatName;
    private final Framing framing;
    private final Supplier<SpanReader> reader;

    Encoding(String formatName, Framing framing, Supplier<SpanReader> reader) {
      this.formatName = formatName;
      this.framing = framing;
      this.reader = reader;
    }

    /** The name that definitions use. */
    public String formatName() {
      return formatName;
    }
  }

  @Override
  public String name() {
    return encoding.formatName;
  }

  @Override
  public Framing framing() {
    return encoding.framing;
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    return new SpanDecoder<>(type, encoding.reader.get(), mapping);
  }
}
