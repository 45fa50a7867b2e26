package io.millrace.formats.accesslog;

import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.line.LineDecoder;
import io.millrace.formats.line.LineParser;
import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.avro.RecordType;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;

/**
 * Access logs of web servers and content delivery networks, one request a line, for {@code
 * cdn.EdgeRequest} and schemas like it. Lines that are headers or comments of the layout are passed
 * over.
 *
 * @param layout what a line looks like
 * @param mapping constants for fields that the lines do not say, and further columns for fields
 */
public record AccessLogFormat(Layout layout, FieldMapping mapping) implements Format {

  /** What a line looks like. */
  public enum Layout {
    /** The common log format of NCSA httpd, Apache and others. */
    COMMON("common", () -> new CombinedParser(false)),
    /** The common log format, followed by referrer and user agent. */
    COMBINED("combined", () -> new CombinedParser(true)),
    /** Tab-separated, as the NASA-HTTP trace comes: host, logname, time in s, method, url, ... */
    NASA_TSV("nasa-tsv", NasaParser::new),
    /** Standard logs of Amazon CloudFront, version 1.0. */
    CLOUDFRONT("cloudfront", CloudFrontParser::new),
    /** JSON objects of Fastly's log streaming, each behind a syslog header or none. */
    FASTLY_JSON("fastly-json", FastlyParser::new);

    private final String formatName;
    private final Supplier<LineParser> parser;

    Layout(String formatName, Supplier<LineParser> parser) {
      this.formatName = formatName;
      this.parser = parser;
    }

    /** The name that definitions use. */
    public String formatName() {
      return formatName;
    }
  }

  @Override
  public String name() {
    return layout.formatName;
  }

  @Override
  public Framing framing() {
    return Framing.LINES;
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    return new LineDecoder<>(
        type, layout.parser.get(), mapping, TimeReader.of(null, ZoneOffset.UTC));
  }
}
