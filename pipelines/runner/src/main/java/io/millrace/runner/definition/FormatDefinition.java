package io.millrace.runner.definition;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.TextLayout;
import io.millrace.formats.accesslog.AccessLogFormat;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.formats.bills.BillFormat;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.joblog.JobLogFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.raw.RawFormat;
import io.millrace.formats.spans.SpanFormat;
import io.millrace.formats.value.NumberStyle;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A format as a definition names it.
 *
 * @param name one of {@link #NAMES}
 * @param delimiter what stands between the fields of a CSV row
 * @param columns the columns of CSV rows, and lines of sacct, that come without a header, as on
 *     Kafka
 * @param text how texts are encoded, and which of their lines are no records
 * @param logFormat the format string of the format {@code log-format}; empty for none
 */
public record FormatDefinition(
    String name, char delimiter, List<String> columns, TextLayout text, String logFormat) {

  /** The name of the format that a format string describes. */
  static final String LOG_FORMAT = AccessLogFormat.Layout.LOG_FORMAT.formatName();

  /** The formats that there are. */
  public static final List<String> NAMES =
      Stream.of(
              Stream.of("avro", "json", "jsonl", "csv", RawFormat.NAME),
              Stream.of(AccessLogFormat.Layout.values()).map(AccessLogFormat.Layout::formatName),
              Stream.of(SpanFormat.Encoding.values()).map(SpanFormat.Encoding::formatName),
              Stream.of(JobLogFormat.Layout.values()).map(JobLogFormat.Layout::formatName),
              Stream.of(BillFormat.Layout.values()).map(BillFormat.Layout::formatName))
          .flatMap(names -> names)
          .toList();

  private static final Set<String> WIDE = Set.of("csv", "json", "jsonl");

  /** A format of records that need no settings, of texts in UTF-8, of which each line counts. */
  static FormatDefinition of(String name) {
    return new FormatDefinition(name, ',', List.of(), TextLayout.PLAIN, "");
  }

  /**
   * The same, under another name.
   *
   * @param other a name, or {@code log-format:} and a format string
   */
  public FormatDefinition named(String other) {
    String prefix = LOG_FORMAT + ":";
    return other.startsWith(prefix)
        ? new FormatDefinition(
            LOG_FORMAT, delimiter, columns, text, other.substring(prefix.length()))
        : new FormatDefinition(other, delimiter, columns, text, logFormat);
  }

  /** The same, of texts of another layout. */
  FormatDefinition of(TextLayout layout) {
    return new FormatDefinition(name, delimiter, columns, layout, logFormat);
  }

  /**
   * Makes sure that a format string is one, where the format needs it.
   *
   * @throws MillraceException WRONG_TYPE or MISSING_KEY if it is not
   */
  public void check() {
    if (name.equals(LOG_FORMAT)) {
      AccessLogFormat.checkLogFormat(logFormat);
    }
  }

  /**
   * The format, for records with this mapping.
   *
   * @param writers the schemas that Avro records were written with
   * @throws MillraceException CONFLICT if an option is not of this format
   */
  public Format format(FieldMapping mapping, WriterSchemas.Provider writers) {
    if (mapping.unpivot() != null && !WIDE.contains(name)) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "'unpivot' is of wide tables in csv, json or jsonl; records of format '"
              + name
              + "' are none");
    }
    Format plain = plain(mapping, writers);
    boolean fixed =
        plain instanceof SpanFormat || plain instanceof BillFormat || plain instanceof RawFormat;
    if (fixed && !mapping.numbers().equals(NumberStyle.PLAIN)) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "'numbers' is not of format '" + name + "', which says itself how numbers are written");
    }
    return text.of(plain);
  }

  private Format plain(FieldMapping mapping, WriterSchemas.Provider writers) {
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
            .map(layout -> new AccessLogFormat(layout, mapping, columns, logFormat));
    Stream<Format> spans =
        Stream.of(SpanFormat.Encoding.values()).map(encoding -> new SpanFormat(encoding, mapping));
    Stream<Format> jobLogs =
        Stream.of(JobLogFormat.Layout.values())
            .map(layout -> new JobLogFormat(layout, mapping, columns));
    Stream<Format> bills =
        Stream.of(BillFormat.Layout.values())
            .map(layout -> new BillFormat(layout, mapping, delimiter, columns));
    return Stream.of(accessLogs, spans, jobLogs, bills)
        .flatMap(formats -> formats)
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name));
  }
}
