package io.millrace.runner.definition;

import io.millrace.formats.EventTimeField;
import io.millrace.formats.Unpivot;
import io.millrace.formats.raw.RawFormat;
import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Problem;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
      LayoutReader.Layout layout = new LayoutReader(owner, problems).read(reader, type);
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
          new FieldNames(schema, problems).check(inner, "by", deduplicateBy);
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
}
