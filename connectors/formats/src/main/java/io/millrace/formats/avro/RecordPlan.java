package io.millrace.formats.avro;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.value.Constant;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;

/**
 * How records of one schema become records of another whose name, or shape, is not theirs. Only the
 * outermost fields that are used are decoded.
 */
final class RecordPlan<T extends IndexedRecord> {
  private final RecordType<T> type;
  private final DatumReader<GenericRecord> written;
  private final List<Step> steps;
  private final Warnings warnings;

  /**
   * How one field is filled.
   *
   * @param path to what fills it; null for a constant or the default
   */
  private record Step(
      Schema.Field field, FieldPath path, AvroValue value, Constant constant, Object fallback) {}

  private RecordPlan(
      RecordType<T> type, DatumReader<GenericRecord> written, List<Step> steps, Warnings warnings) {
    this.warnings = warnings;
    this.type = type;
    this.written = written;
    this.steps = steps;
  }

  /**
   * The plan for records of a writer.
   *
   * @throws BadRecordException WRONG_FIELD if there is none; it names each field that is in the way
   */
  static <T extends IndexedRecord> RecordPlan<T> of(
      RecordType<T> type, FieldMapping mapping, Schema writer) throws BadRecordException {
    Schema schema = type.schema();
    Warnings warnings = new Warnings();
    AvroValues values =
        new AvroValues(RecordType.of(writer).data(), type.data(), mapping, warnings);
    Set<String> roots = new LinkedHashSet<>();
    List<Step> steps = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      try {
        Step step = step(type, mapping, writer, values, field);
        if (step.path != null) {
          roots.add(step.path.root());
        }
        steps.add(step);
      } catch (NoConversionException none) {
        problems.add(field.name() + ": " + none.getMessage());
      } catch (MillraceException refused) {
        problems.add(refused.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw refused(writer, schema, problems);
    }
    RecordType<GenericRecord> needed = RecordType.of(writer, roots);
    List<String> order = List.copyOf(roots);
    steps.replaceAll(
        step ->
            step.path == null
                ? step
                : new Step(
                    step.field,
                    step.path.from(order.indexOf(step.path.root())),
                    step.value,
                    step.constant,
                    step.fallback));
    return new RecordPlan<>(type, needed.reader(writer), steps, warnings);
  }

  /** What a user is to be warned of in the record that was read last. */
  List<DataWarning> warnings(Position position) {
    return warnings.drain(position);
  }

  /** Whether a mapping fills a field of a schema from elsewhere than the field of its name. */
  static boolean isMapped(Schema schema, FieldMapping mapping, Schema writer) {
    for (Schema.Field field : schema.getFields()) {
      Optional<FieldPath> path = path(mapping, writer, field);
      boolean elsewhere = path.isEmpty() || !path.get().text().equals(field.name());
      boolean constant = path.isEmpty() && mapping.constants().containsKey(field.name());
      if (constant || elsewhere && mapping.fields().containsKey(field.name())) {
        return true;
      }
    }
    return false;
  }

  private static Optional<FieldPath> path(FieldMapping mapping, Schema writer, Schema.Field field) {
    List<String> named = mapping.fields().get(field.name());
    if (named == null) {
      Schema.Field same = FieldPath.named(writer, field);
      return same == null ? Optional.empty() : FieldPath.of(writer, same.name());
    }
    return named.stream().flatMap(text -> FieldPath.of(writer, text).stream()).findFirst();
  }

  private static Step step(
      RecordType<?> type,
      FieldMapping mapping,
      Schema writer,
      AvroValues values,
      Schema.Field field)
      throws NoConversionException {
    Constant constant = values.texts().constant(field, mapping);
    Optional<FieldPath> path = path(mapping, writer, field);
    if (path.isPresent()) {
      Schema from = path.get().schema();
      try {
        return new Step(
            field,
            path.get(),
            values.of(from, field, mapping.valuesOf(field.name())),
            constant,
            null);
      } catch (NoConversionException none) {
        throw new NoConversionException(
            none.getMessage() + " (the writer's " + path.get().text() + ")");
      }
    } else if (constant == null && (!field.hasDefaultValue() || isWanted(mapping, field))) {
      throw new NoConversionException(
          "no field " + String.join(" or ", mapping.columnsOf(field.name())));
    }
    Object fallback = constant == null ? type.data().getDefaultValue(field) : null;
    return new Step(field, null, null, constant, fallback);
  }

  /** Whether a mapping names what fills a field, and not only what else may. */
  private static boolean isWanted(FieldMapping mapping, Schema.Field field) {
    return !mapping.columnsOf(field.name()).contains(field.name());
  }

  private static BadRecordException refused(Schema writer, Schema schema, List<String> problems) {
    return SchemaTexts.unreadable(
        writer,
        schema,
        String.join("; ", problems)
            + ". "
            + writer.getName()
            + " has "
            + SchemaTexts.fields(writer)
            + ". Name what fills a field in the mapping of the input, as fields: {"
            + problems.get(0).split(":", 2)[0]
            + ": [outer.inner]}, or give it a constant");
  }

  /**
   * Reads one record.
   *
   * @param position of the record, for constants that name it
   * @throws UnfitRecordException WRONG_FIELD if a value is none of its field
   */
  T read(BinaryDecoder decoder, Position position) throws IOException, UnfitRecordException {
    warnings.clear();
    GenericRecord source = written.read(null, decoder);
    T record = type.newRecord();
    try {
      for (int i = 0; i < steps.size(); i++) {
        record.put(i, value(steps.get(i), source, position));
      }
    } catch (BadRecordException unfit) {
      throw new UnfitRecordException(unfit);
    }
    return record;
  }

  private static Object value(Step step, GenericRecord source, Position position)
      throws BadRecordException {
    if (step.path == null) {
      return step.constant == null ? step.fallback : step.constant.at(position);
    }
    Object value = step.path.in(source);
    if (value == null && step.constant != null) {
      return step.constant.at(position);
    } else if (value == null && step.field.schema().isNullable()) {
      return null;
    }
    try {
      if (value == null) {
        throw AvroValues.unexpected(step.field.schema(), "null");
      }
      return step.value.of(value);
    } catch (BadRecordException wrong) {
      throw new BadRecordException(wrong.code(), place(step) + wrong.getMessage());
    } catch (ArithmeticException | NumberFormatException | AvroRuntimeException wrong) {
      throw new BadRecordException(
          ErrorCode.WRONG_FIELD,
          place(step)
              + "expected a "
              + SchemaTexts.type(step.field.schema())
              + ", got one out of its range");
    }
  }

  private static String place(Step step) {
    String name = step.field.name();
    return step.path.text().equals(name) ? name + ": " : name + " (" + step.path.text() + "): ";
  }
}
