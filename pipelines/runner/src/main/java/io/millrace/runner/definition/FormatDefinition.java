package io.millrace.runner.definition;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.accesslog.AccessLogFormat;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.joblog.JobLogFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.raw.RawFormat;
import io.millrace.formats.spans.SpanFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A format as a definition names it.
 *
 * @param name one of {@link #NAMES}
 * @param delimiter what stands between the fields of a CSV row
 * @param columns the columns of CSV rows, and lines of sacct, that come without a header, as on
 *     Kafka
 */
public record FormatDefinition(String name, char delimiter, List<String> columns) {

  /** The formats that there are. */
  public static final List<String> NAMES =
      Stream.of(
              Stream.of("avro", "json", "jsonl", "csv", RawFormat.NAME),
              Stream.of(AccessLogFormat.Layout.values()).map(AccessLogFormat.Layout::formatName),
              Stream.of(SpanFormat.Encoding.values()).map(SpanFormat.Encoding::formatName),
              Stream.of(JobLogFormat.Layout.values()).map(JobLogFormat.Layout::formatName))
          .flatMap(names -> names)
          .toList();

  /** The same, under another name. */
  public FormatDefinition named(String other) {
    return new FormatDefinition(other, delimiter, columns);
  }

  /**
   * The format, for records with this mapping.
   *
   * @param writers the schemas that Avro records were written with
   */
  public Format format(FieldMapping mapping, WriterSchemas.Provider writers) {
    return switch (name) {
      case "avro" -> new AvroFormat(writers, mapping);
      case "json" -> JsonFormat.document(mapping);
      case "jsonl" -> JsonFormat.lines(mapping);
      case "csv" -> new CsvFormat(mapping, delimiter, columns);
      case RawFormat.NAME -> new RawFormat();
      default -> ofDomain(mapping);
    };
  }

  private Format ofDomain(FieldMapping mapping) {
    Stream<Format> accessLogs =
        Stream.of(AccessLogFormat.Layout.values())
            .map(layout -> new AccessLogFormat(layout, mapping));
    Stream<Format> spans =
        Stream.of(SpanFormat.Encoding.values()).map(encoding -> new SpanFormat(encoding, mapping));
    Stream<Format> jobLogs =
        Stream.of(JobLogFormat.Layout.values())
            .map(layout -> new JobLogFormat(layout, mapping, columns));
    return Stream.of(accessLogs, spans, jobLogs)
        .flatMap(formats -> formats)
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name));
  }
}
