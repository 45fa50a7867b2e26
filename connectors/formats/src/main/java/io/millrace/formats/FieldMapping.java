package io.millrace.formats;

import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.MillraceException;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
 *     for the name of the file without folder and extensions (the topic, on Kafka), {@code ${line}}
 *     for the line of the record (its offset, on Kafka)
 * @param timeFormat a pattern of {@link java.time.format.DateTimeFormatter}, or {@code seconds},
 *     {@code millis}, {@code micros} or {@code nanos} since 1970-01-01T00:00:00Z; null for
 *     ISO-8601, or a whole number in the unit of the field
 * @param zone where times are local that name no offset of their own
 */
public record FieldMapping(
    Map<String, List<String>> fields, Map<String, String> constants, String timeFormat, ZoneId zone)
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
    TimeReader.of(timeFormat, zone);
  }

  /** Every field from the column of its own name; times in ISO-8601, in UTC. */
  public static FieldMapping none() {
    return new FieldMapping(Map.of(), Map.of(), null, ZoneOffset.UTC);
  }

  /** The columns that may fill a field, best first. */
  public List<String> columnsOf(String field) {
    return fields.getOrDefault(field, List.of(field));
  }

  /** How times are read. */
  public TimeReader times() {
    return TimeReader.of(timeFormat, zone);
  }
}
