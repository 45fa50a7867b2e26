package io.millrace.formats.accesslog;

import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.line.LineDecoder;
import io.millrace.formats.line.LineParser;
import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.avro.RecordType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;

/**
 * Access logs of web servers and content delivery networks, one request a line, for {@code
 * cdn.EdgeRequest} and schemas like it. Lines that are headers or comments of the layout are passed
 * over.
 *
 * @param layout what a line looks like
 * @param mapping constants for fields that the lines do not say, further columns for fields, and
 *     the zone of times that have none
 * @param columns the names of the columns of layouts that are configured, where no header says
 *     them; else empty
 * @param logFormat the format string of {@link Layout#LOG_FORMAT}; else empty
 */
public record AccessLogFormat(
    Layout layout, FieldMapping mapping, List<String> columns, String logFormat) implements Format {

  public AccessLogFormat {
    columns = List.copyOf(columns);
  }

  /** A layout that needs no further settings. */
  public AccessLogFormat(Layout layout, FieldMapping mapping) {
    this(layout, mapping, List.of(), "");
  }

  /** What a line looks like. */
  public enum Layout {
    /** The common log format of NCSA httpd, Apache and others. */
    COMMON("common", format -> new CombinedParser(false, false)),
    /** The common log format, followed by referrer and user agent. */
    COMBINED("combined", format -> new CombinedParser(true, false)),
    /** The combined format behind a host, with or without its port. */
    VHOST_COMBINED("vhost-combined", format -> new CombinedParser(true, true)),
    /** Lines of a format string of Apache httpd, nginx or Envoy. */
    LOG_FORMAT(
        "log-format",
        format -> new PatternLogParser(LogFormat.of(format.logFormat, format.kept()))),
    /** Tab-separated, as the NASA-HTTP trace comes: host, logname, time in s, method, url, ... */
    NASA_TSV("nasa-tsv", format -> new NasaParser()),
    /** Standard logs of Amazon CloudFront, version 1.0, and the JSON of version 2. */
    CLOUDFRONT("cloudfront", format -> new CloudFrontParser()),
    /** Real-time logs of Amazon CloudFront, tab-separated. */
    CLOUDFRONT_REALTIME(
        "cloudfront-realtime",
        format ->
            new TableLogParser(
                LogTables.CLOUDFRONT_REALTIME,
                DelimitedFields.cloudfrontRealtime(format.columns),
                format.kept())),
    /** JSON objects of Fastly's log streaming, each behind a syslog header or none. */
    FASTLY_JSON("fastly-json", format -> new FastlyParser()),
    /** JSON objects of Cloudflare's Logpush, dataset http_requests. */
    CLOUDFLARE("cloudflare", format -> format.json(LogTables.CLOUDFLARE)),
    /** Akamai's DataStream 2, in JSON or structured. */
    AKAMAI_DS2(
        "akamai-ds2",
        format ->
            new JsonOrTextParser(
                format.json(LogTables.AKAMAI),
                new TableLogParser(
                    LogTables.AKAMAI,
                    new DelimitedFields(format.columns, Map.of()),
                    format.kept()))),
    /** HAProxy's HTTP log format. */
    HAPROXY("haproxy", format -> new PatternLogParser(HaproxyPattern.create())),
    /** Envoy's default format, or JSON with the members that Istio chooses. */
    ENVOY(
        "envoy",
        format ->
            new JsonOrTextParser(
                format.json(LogTables.ENVOY),
                new PatternLogParser(LogFormat.of(EnvoyOperators.DEFAULT, format.kept())))),
    /** Traefik's common log format, or its JSON. */
    TRAEFIK(
        "traefik",
        format ->
            new JsonOrTextParser(
                format.json(LogTables.TRAEFIK),
                new PatternLogParser(LogFormat.of(ApacheDirectives.TRAEFIK, format.kept())))),
    /** Caddy's JSON. */
    CADDY("caddy", format -> format.json(LogTables.CADDY));

    private final String formatName;
    private final Function<AccessLogFormat, LineParser> parser;

    Layout(String formatName, Function<AccessLogFormat, LineParser> parser) {
      this.formatName = formatName;
      this.parser = parser;
    }

    /** The name that definitions use. */
    public String formatName() {
      return formatName;
    }
  }

  /**
   * Makes sure that a text is a format string that tells time and status of a request.
   *
   * @throws io.millrace.sdk.MillraceException WRONG_TYPE or MISSING_KEY if it is not
   */
  public static void checkLogFormat(String logFormat) {
    LogFormat.of(logFormat, Set.of());
  }

  @Override
  public String name() {
    return layout.formatName;
  }

  @Override
  public boolean readsByOrder() {
    return mapping.changesClocks();
  }

  @Override
  public Framing framing() {
    return Framing.LINES;
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    return new LineDecoder<>(
        type, layout.parser.apply(this), mapping, TimeReader.of(null, mapping.zone()));
  }

  private LineParser json(LogTable table) {
    return new TableLogParser(table, JsonMembers::read, kept());
  }

  /** The fields of a line that the mapping refers to. */
  private Set<String> kept() {
    return mapping.fields().values().stream().flatMap(List::stream).collect(Collectors.toSet());
  }
}
