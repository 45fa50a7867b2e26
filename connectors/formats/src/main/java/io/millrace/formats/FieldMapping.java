package io.millrace.formats;

import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.MillraceException;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * How the fields of a schema are filled from named columns of CSV, members of JSON objects, or
 * fields of Avro records of another shape, where dots lead into records within. A field for which
 * there is neither a column nor a constant takes the default of its schema. What the mapping says
 * of fields that are not read, such as those that a SELECT leaves out, has no effect; whoever reads
 * a mapping from a definition checks its names against the whole schema.
 *
 * @param fields names of columns by field of the schema, of which the first present wins; a field
 *     not listed takes the column of its own name
 * @param constants texts by field, for fields of which no column is present; {@code ${file}} stands
 *     for the name of the file without folder and extensions, and with as many folders as it takes
 *     to tell it apart from the other files of the input (the topic, on Kafka), {@code ${line}} for
 *     the line of the record (its offset, on Kafka), {@code ${export}} for the number of the export
 *     that the file is a part of (0, on Kafka)
 * @param timeFormat a pattern of {@link java.time.format.DateTimeFormatter}, or {@code seconds},
 *     {@code millis}, {@code micros} or {@code nanos} since 1970-01-01T00:00:00Z; null for
 *     ISO-8601, or a number in the one unit that gives a year from 1990 to 2100
 * @param zone where times are local that name no offset of their own
 * @param values symbols by words of one's own, by field that holds an enum; they win over the words
 *     of the schema
 * @param numbers how numbers are written in texts
 * @param unpivot which columns are one event each; null for one event a record
 */
public record FieldMapping(
    Map<String, List<String>> fields,
    Map<String, String> constants,
    String timeFormat,
    ZoneId zone,
    Map<String, Map<String, String>> values,
    NumberStyle numbers,
    Unpivot unpivot)
    implements Serializable {

  /**
   * Copies the arguments.
   *
   * @throws MillraceException WRONG_TYPE if the time format is none
   */
  public FieldMapping {
    Map<String, List<String>> columns = new TreeMap<>();
    fields.forEach((field, names) -> columns.put(field, List.copyOf(names)));
    fields = Map.copyOf(columns);
    constants = Map.copyOf(constants);
    Map<String, Map<String, String>> words = new TreeMap<>();
    values.forEach((field, symbols) -> words.put(field, Map.copyOf(symbols)));
    values = Map.copyOf(words);
    TimeReader.of(timeFormat, zone);
    Objects.requireNonNull(numbers);
  }

  /** Without words of one's own, with numbers as programs write them, and one event a record. */
  public FieldMapping(
      Map<String, List<String>> fields,
      Map<String, String> constants,
      String timeFormat,
      ZoneId zone) {
    this(fields, constants, timeFormat, zone, Map.of(), NumberStyle.PLAIN, null);
  }

  /** Every field from the column of its own name; times in ISO-8601, in UTC. */
  public static FieldMapping none() {
    return new FieldMapping(Map.of(), Map.of(), null, ZoneOffset.UTC);
  }

  /** The same, with symbols by words of one's own, by field. */
  public FieldMapping withValues(Map<String, Map<String, String>> words) {
    return new FieldMapping(fields, constants, timeFormat, zone, words, numbers, unpivot);
  }

  /** The same, of numbers that are written in some other style. */
  public FieldMapping withNumbers(NumberStyle style) {
    return new FieldMapping(fields, constants, timeFormat, zone, values, style, unpivot);
  }

  /** The same, with columns that are one event each; null for one event a record. */
  public FieldMapping withUnpivot(Unpivot columns) {
    return new FieldMapping(fields, constants, timeFormat, zone, values, numbers, columns);
  }

  /** The columns that may fill a field, best first. */
  public List<String> columnsOf(String field) {
    return fields.getOrDefault(field, List.of(field));
  }

  /** Symbols by words of one's own for a field, if it holds an enum. */
  public Map<String, String> valuesOf(String field) {
    return values.getOrDefault(field, Map.of());
  }

  /** Whether clocks are put forward and back where times are local. */
  public boolean changesClocks() {
    return !zone.getRules().isFixedOffset();
  }

  /** How times are read. */
  public TimeReader times() {
    return TimeReader.of(timeFormat, zone);
  }

  /**
   * The mapping for events of a schema: its {@code unpivot} takes no column that fills a field,
   * also where a query reads only some of the fields.
   *
   * @throws MillraceException UNKNOWN_NAME, CONFLICT if {@code unpivot} fills no fields of the
   *     schema, or takes columns that fill others
   */
  public FieldMapping unpivotFor(Schema schema) {
    if (unpivot == null) {
      return this;
    }
    unpivot.check(this, schema);
    return withUnpivot(unpivot.of(this, schema));
  }
}
