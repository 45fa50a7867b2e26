package io.millrace.runner.definition;

import io.millrace.formats.EventTimeField;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Unpivot;
import io.millrace.formats.accesslog.AccessLogFormat;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.raw.RawFormat;
import io.millrace.formats.value.TimeReader;
import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** Reads one entry of {@code inputs}. */
final class InputReader {
  /** The name is part of stage ids, of names of metrics and of client ids. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  private static final Duration DEFAULT_DEDUPLICATION = Duration.ofMinutes(10);

  private final List<Problem> problems;

  InputReader(List<Problem> problems) {
    this.problems = problems;
  }

  /** The time settings of an input. */
  private record Time(
      String field,
      Duration outOfOrderness,
      Duration lateness,
      Optional<Duration> idleAfter,
      Optional<Duration> maxFuture) {

    /** Of an input that is refused, while it is looked at further. */
    private static final Time UNKNOWN =
        new Time("", Duration.ZERO, Duration.ZERO, Optional.empty(), Optional.empty());
  }

  /** How records of an input are laid out. */
  private record Layout(FormatDefinition format, FieldMapping mapping) {}

  Optional<InputDefinition> read(String name, Mapping mapping) {
    String owner = "input '" + name + "'";
    if (!NAME.matcher(name).matches()) {
      String message = owner + ": a name is a-z, 0-9, '_' and '-', and begins with a letter";
      problems.add(new Problem(mapping.place(), ErrorCode.OUT_OF_RANGE, message));
    }
    try (MappingReader reader = new MappingReader(mapping, owner, problems)) {
      Optional<RecordType<?>> type = schema(reader);
      Optional<Schema> schema = type.map(RecordType::schema);
      Optional<String> topic = topic(reader, owner);
      Layout layout = layout(reader, owner, type);
      Time time = time(reader, owner, type).orElse(Time.UNKNOWN);
      if (!reader.has("time")) {
        reader.missing("time", "time: {field: event_time, out-of-orderness: 5s}");
      }
      List<String> deduplicateBy = List.of();
      Duration within = DEFAULT_DEDUPLICATION;
      Optional<Mapping> deduplicate = reader.mapping("deduplicate");
      if (deduplicate.isPresent()) {
        try (MappingReader inner =
            new MappingReader(deduplicate.get(), "'deduplicate' of " + owner, problems)) {
          deduplicateBy = inner.texts("by");
          if (!inner.has("by")) {
            inner.missing("by", "by: [source, sequence]");
          }
          checkFields(inner, "by", deduplicateBy, schema);
          within = inner.duration("within").orElse(DEFAULT_DEDUPLICATION);
          checkUnpivot(inner, layout.mapping().unpivot(), deduplicateBy);
        }
      }
      if (layout.format().name().equals(RawFormat.NAME)) {
        checkRaw(reader, schema, time.maxFuture().isPresent() || deduplicate.isPresent());
      }
      Optional<MaxDead> maxDead = MaxDead.read(reader, owner, problems);
      if (type.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new InputDefinition(
              name,
              mapping.place(),
              type.get(),
              topic,
              layout.format(),
              layout.mapping(),
              time.field(),
              time.outOfOrderness(),
              time.lateness(),
              time.idleAfter(),
              time.maxFuture(),
              deduplicateBy,
              within,
              maxDead));
    }
  }

  private Optional<RecordType<?>> schema(MappingReader reader) {
    if (reader.node("schema").filter(Mapping.class::isInstance).isPresent()) {
      return reader.mapping("schema").flatMap(this::schemaOfUser);
    }
    Optional<String> name = reader.requiredText("schema", "schema: industrial.SensorReading");
    Optional<RecordType<?>> type = name.flatMap(SchemaCatalog::recordClass).map(RecordType::of);
    if (name.isPresent() && type.isEmpty()) {
      String known = Suggestions.of(name.get(), SchemaCatalog.shipped().current().keySet());
      reader.problem("schema", ErrorCode.UNKNOWN_NAME, "no schema '" + name.get() + "'" + known);
    }
    return type;
  }

  /** A schema that the user brings, in a file beside the definition. */
  private Optional<RecordType<?>> schemaOfUser(Mapping mapping) {
    try (MappingReader reader = new MappingReader(mapping, "'schema'", problems)) {
      if (reader.has("subject")) {
        reader.problem(
            "subject",
            ErrorCode.NOT_YET,
            "schemas from a registry come with release 0.6; keep a copy in a file: {file:"
                + " my.avsc}");
        return Optional.empty();
      }
      Optional<String> file = reader.requiredText("file", "file: my.avsc");
      try {
        return file.map(name -> Path.of(mapping.place().file()).resolveSibling(name))
            .map(SchemaFiles::read)
            .map(RecordType::of);
      } catch (MillraceException wrong) {
        reader.problem("file", wrong.code(), wrong.getMessage());
        return Optional.empty();
      }
    }
  }

  private Optional<String> topic(MappingReader reader, String owner) {
    Optional<Mapping> from = reader.mapping("from");
    if (from.isEmpty()) {
      return Optional.empty();
    }
    try (MappingReader inner = new MappingReader(from.get(), "'from' of " + owner, problems)) {
      return inner.requiredText("kafka", "kafka: plant.readings");
    }
  }

  private Layout layout(MappingReader reader, String owner, Optional<RecordType<?>> type) {
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
        checkFields(inner, "fields", List.copyOf(columns.keySet()), schema);
        checkFields(inner, "constants", List.copyOf(constants.keySet()), schema);
        WordsReader words = new WordsReader(inner, schema, problems);
        Map<String, Map<String, String>> values = words.read();
        checkFields(inner, "values", List.copyOf(values.keySet()), schema);
        fields =
            new FieldMapping(columns, constants, timeFormat(inner), zone(inner))
                .withValues(values)
                .withNumbers(texts.numbers(inner))
                .withUnpivot(unpivot(texts, inner, schema));
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

  private static Unpivot unpivot(
      TextOptions texts, MappingReader mapping, Optional<Schema> schema) {
    Unpivot unpivot = texts.unpivot(mapping);
    if (unpivot == null || schema.isEmpty()) {
      return unpivot;
    }
    try {
      FieldMapping.none().withUnpivot(unpivot).checkUnpivot(schema.get());
      return unpivot;
    } catch (MillraceException wrong) {
      mapping.problem("unpivot", wrong.code(), wrong.getMessage());
      return null;
    }
  }

  /** The events of one wide row are the same in all but the field of the column's name. */
  private static void checkUnpivot(MappingReader reader, Unpivot unpivot, List<String> by) {
    if (unpivot != null && !by.isEmpty() && !by.contains(unpivot.name())) {
      String message =
          "'by' has not the field '"
              + unpivot.name()
              + "' that 'unpivot' fills, so all events of a wide row but the first would be"
              + " dropped";
      reader.problem("by", ErrorCode.CONFLICT, message);
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

  /** Whoever takes records as they are relies on all of them: what is set aside would be lost. */
  private static void checkRaw(MappingReader reader, Optional<Schema> schema, boolean selects) {
    try {
      schema.ifPresent(RawFormat::check);
    } catch (MillraceException wrong) {
      reader.problem("schema", wrong.code(), wrong.getMessage());
    }
    if (selects) {
      String message = "format raw takes every record; expected neither max-future nor deduplicate";
      reader.problem("format", ErrorCode.CONFLICT, message);
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

  private Optional<Time> time(MappingReader reader, String owner, Optional<RecordType<?>> type) {
    Optional<Mapping> time = reader.mapping("time");
    if (time.isEmpty()) {
      return Optional.empty();
    }
    try (MappingReader inner = new MappingReader(time.get(), "'time' of " + owner, problems)) {
      Optional<String> field = inner.requiredText("field", "field: event_time");
      if (field.isPresent() && type.isPresent()) {
        try {
          EventTimeField.of(type.get(), field.get());
        } catch (MillraceException wrong) {
          inner.problem("field", wrong.code(), wrong.getMessage());
        }
      }
      return Optional.of(
          new Time(
              field.orElse(""),
              inner.duration("out-of-orderness").orElse(Duration.ZERO),
              inner.duration("lateness").orElse(Duration.ZERO),
              inner.duration("idle-after"),
              inner.duration("max-future")));
    }
  }

  private void checkFields(
      MappingReader reader, String key, List<String> names, Optional<Schema> schema) {
    if (schema.isEmpty()) {
      return;
    }
    List<String> known = schema.get().getFields().stream().map(Schema.Field::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        String message =
            "schema "
                + SchemaCatalog.nameOf(schema.get())
                + " has no field '"
                + name
                + "'"
                + Suggestions.of(name, known);
        problems.add(new Problem(placeOf(name, key, reader), ErrorCode.UNKNOWN_NAME, message));
      }
    }
  }

  /** Where the name of a field stands: in a list, or as a key. */
  private static Place placeOf(String name, String key, MappingReader reader) {
    Optional<Place> asKey =
        reader.node(key).map(node -> node instanceof Mapping map ? map.keys().get(name) : null);
    return asKey
        .or(
            () ->
                reader.items(key).stream()
                    .filter(item -> item instanceof Scalar scalar && name.equals(scalar.text()))
                    .map(Node::place)
                    .findFirst())
        .orElseGet(() -> reader.placeOf(key));
  }
}
