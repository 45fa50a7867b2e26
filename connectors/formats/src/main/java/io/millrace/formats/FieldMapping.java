package io.millrace.formats;

import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * How the fields of a schema are filled from named columns of CSV or members of JSON objects. A
 * field for which there is neither a column nor a constant takes the default of its schema.
 *
 * @param fields names of columns by field of the schema, of which the first present wins; a field
 *     not listed takes the column of its own name
 * @param constants texts by field, for fields of which no column is present; {@code ${file}} stands
 *     for the name of the file without folder and extensions, and with as many folders as it takes
 *     to tell it apart from the other files of the input (the topic, on Kafka), {@code ${line}} for
 *     the line of the record (its offset, on Kafka)
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

  /**
   * Refuses a mapping that speaks of fields that the schema does not have.
   *
   * @throws MillraceException UNKNOWN_NAME
   */
  public void check(Schema schema) {
    List<String> known = schema.getFields().stream().map(Schema.Field::name).toList();
    Stream.concat(fields.keySet().stream(), constants.keySet().stream())
        .filter(field -> !known.contains(field))
        .findFirst()
        .ifPresent(
            field -> {
              throw new MillraceException(
                  ErrorCode.UNKNOWN_NAME,
                  "The mapping fills '"
                      + field
                      + "', which is no field of "
                      + schema.getName()
                      + Suggestions.of(field, known));
            });
  }
}
