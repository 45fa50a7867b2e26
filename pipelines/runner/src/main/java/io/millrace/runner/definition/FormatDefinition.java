package io.millrace.runner.definition;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.accesslog.AccessLogFormat;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.spans.SpanFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A format as a definition names it.
 *
 * @param name one of {@link #NAMES}
 * @param delimiter what stands between the fields of a CSV row
 * @param columns the columns of CSV rows that come without a header, as on Kafka
 */
public record FormatDefinition(String name, char delimiter, List<String> columns) {

  /** The formats that there are. */
  public static final List<String> NAMES =
      Stream.concat(
              Stream.of("avro", "json", "jsonl", "csv"),
              Stream.concat(
                  Stream.of(AccessLogFormat.Layout.values())
                      .map(AccessLogFormat.Layout::formatName),
                  Stream.of(SpanFormat.Encoding.values()).map(SpanFormat.Encoding::formatName)))
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
      case "avro" -> new AvroFormat(writers);
      case "json" -> JsonFormat.document(mapping);
      case "jsonl" -> JsonFormat.lines(mapping);
      case "csv" -> new CsvFormat(mapping, delimiter, columns);
      default -> accessLog(mapping).or(() -> spans(mapping)).orElseThrow();
    };
  }

  private Optional<Format> spans(FieldMapping mapping) {
    return Stream.of(SpanFormat.Encoding.values())
        .filter(encoding -> encoding.formatName().equals(name))
        .findFirst()
        .map(encoding -> new SpanFormat(encoding, mapping));
  }

  private Optional<Format> accessLog(FieldMapping mapping) {
    return Stream.of(AccessLogFormat.Layout.values())
        .filter(layout -> layout.formatName().equals(name))
        .findFirst()
        .map(layout -> new AccessLogFormat(layout, mapping));
  }
}
