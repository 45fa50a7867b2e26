package io.millrace.runner.definition;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.Unpivot;
import io.millrace.formats.accesslog.AccessLogFormat;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.value.TimeReader;
import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.RecordType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Reads how the records of one input are laid out: {@code format} and {@code mapping}. */
final class LayoutReader {
  private final String owner;
  private final List<Problem> problems;

  /**
   * @param owner the input, for messages
   */
  LayoutReader(String owner, List<Problem> problems) {
    this.owner = owner;
    this.problems = problems;
  }

  /** How records of an input are laid out. */
  record Layout(FormatDefinition format, FieldMapping mapping) {}

  /**
   * Reads format and mapping.
   *
   * @param reader of the input
   * @param type of its events; empty if it is not known
   */
  Layout read(MappingReader reader, Optional<RecordType<?>> type) {
    Optional<Schema> schema = type.map(RecordType::schema);
    String name = reader.text("format").orElse("avro");
    if (!FormatDefinition.NAMES.contains(name)) {
      String known = Suggestions.of(name, FormatDefinition.NAMES);
      reader.problem("format", ErrorCode.UNKNOWN_NAME, "no format '" + name + "'" + known);
    }
    FieldMapping fields = FieldMapping.none();
    TextOptions texts = new TextOptions(owner, problems);
    FormatDefinition format = FormatDefinition.of(name);
    Optional<Mapping> mapping = reader.mapping("mapping");
    if (mapping.isEmpty()) {
      format = format.of(texts.layout(reader, Optional.empty()));
      if (name.equals(FormatDefinition.LOG_FORMAT)) {
        reader.missing("mapping", "mapping: {log-format: '%h %l %u %t \"%r\" %>s %b'}");
      }
    } else {
      try (MappingReader inner =
          new MappingReader(mapping.get(), "'mapping' of " + owner, problems)) {
        Map<String, List<String>> columns = inner.textsByName("fields");
        Map<String, String> constants = inner.textByName("constants");
        FieldNames names = new FieldNames(schema, problems);
        names.check(inner, "fields", columns.keySet());
        names.check(inner, "constants", constants.keySet());
        WordsReader words = new WordsReader(inner, schema, problems);
        Map<String, Map<String, String>> values = words.read();
        names.check(inner, "values", values.keySet());
        fields =
            new FieldMapping(columns, constants, timeFormat(inner), zone(inner))
                .withValues(values)
                .withNumbers(texts.numbers(inner));
        fields = unpivoted(fields, texts.unpivot(inner), inner, schema);
        words.checkConstants(fields, type);
        format =
            new FormatDefinition(
                name,
                delimiter(inner),
                inner.texts("columns"),
                texts.layout(reader, Optional.of(inner)),
                logFormat(inner, name));
      }
    }
    if (reader.has("format") && FormatDefinition.NAMES.contains(name)) {
      checkOptions(reader, format, fields);
    }
    return new Layout(format, fields);
  }

  private static FieldMapping unpivoted(
      FieldMapping mapping, Unpivot unpivot, MappingReader reader, Optional<Schema> schema) {
    FieldMapping unpivoted = mapping.withUnpivot(unpivot);
    try {
      return schema.map(unpivoted::unpivotFor).orElse(unpivoted);
    } catch (MillraceException wrong) {
      reader.problem("unpivot", wrong.code(), wrong.getMessage());
      return mapping;
    }
  }

  /** Without the key, the format is that of Kafka; files may be of another, known when they are. */
  private static void checkOptions(
      MappingReader reader, FormatDefinition format, FieldMapping fields) {
    try {
      format.format(fields, WriterSchemas.shippedAnd(List.of()));
    } catch (MillraceException wrong) {
      if (wrong.code() == ErrorCode.CONFLICT) {
        reader.problem("format", wrong.code(), wrong.getMessage());
      }
    }
  }

  private static String timeFormat(MappingReader reader) {
    Optional<String> pattern = reader.text("time-format");
    try {
      pattern.ifPresent(format -> TimeReader.of(format, ZoneOffset.UTC));
      return pattern.orElse(null);
    } catch (MillraceException wrong) {
      String message =
          "time-format is '"
              + pattern.get()
              + "'; expected a pattern such as yyyy-MM-dd HH:mm:ss, or seconds, millis, micros or"
              + " nanos";
      reader.problem("time-format", ErrorCode.WRONG_TYPE, message);
      return null;
    }
  }

  private static ZoneId zone(MappingReader reader) {
    Optional<String> zone = reader.text("zone");
    try {
      return zone.map(ZoneId::of).orElse(ZoneOffset.UTC);
    } catch (DateTimeException wrong) {
      String message =
          "zone is '" + zone.get() + "'; expected a zone such as UTC, +01:00 or Europe/Berlin";
      reader.problem("zone", ErrorCode.WRONG_TYPE, message);
      return ZoneOffset.UTC;
    }
  }

  private static char delimiter(MappingReader reader) {
    String delimiter = reader.text("delimiter").orElse(",");
    if (delimiter.equals("\\t") || delimiter.equals("tab")) {
      return '\t';
    } else if (delimiter.equals("blanks")) {
      return CsvFormat.BLANKS;
    } else if (delimiter.length() != 1) {
      String message = "delimiter is '" + delimiter + "'; expected one character, tab or blanks";
      reader.problem("delimiter", ErrorCode.WRONG_TYPE, message);
      return ',';
    }
    return delimiter.charAt(0);
  }

  private static String logFormat(MappingReader reader, String format) {
    boolean wanted = format.equals(FormatDefinition.LOG_FORMAT);
    if (wanted && !reader.has("log-format")) {
      reader.missing("log-format", "log-format: '%h %l %u %t \"%r\" %>s %b'");
    } else if (!wanted && reader.has("log-format")) {
      String message = "a format string goes with 'format: log-format'; the format is " + format;
      reader.problem("log-format", ErrorCode.CONFLICT, message);
    }
    Optional<String> text = reader.text("log-format");
    try {
      text.filter(any -> wanted).ifPresent(AccessLogFormat::checkLogFormat);
    } catch (MillraceException wrong) {
      reader.problem("log-format", wrong.code(), wrong.getMessage());
    }
    return text.orElse("");
  }
}
