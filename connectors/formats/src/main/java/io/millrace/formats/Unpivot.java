package io.millrace.formats;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.RecordType;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Makes of one wide record one event for each of its columns: the name of the column fills one
 * field, its cell another, whatever else the mapping says of these two, and all other fields are
 * the same in each event. A cell that says nothing makes no event.
 *
 * @param columns the names of the columns, where {@code *} stands for any characters; empty for all
 *     but those of {@code except}. A pattern does not take a column that fills a field
 * @param except the names of the columns that are left out, likewise
 * @param name the field that the name of the column fills
 * @param value the field that the cell fills
 * @param filling the columns that may fill other fields, be these read or not; a pattern takes none
 *     of them. Empty while the fields are not known
 */
public record Unpivot(
    List<String> columns, List<String> except, String name, String value, Set<String> filling)
    implements Serializable {

  /**
   * Copies the lists.
   *
   * @throws MillraceException OUT_OF_RANGE if no list names a column; CONFLICT if both do, or one
   *     field is for both
   */
  public Unpivot {
    columns = List.copyOf(columns);
    except = List.copyOf(except);
    filling = Set.copyOf(filling);
    if (columns.isEmpty() == except.isEmpty()) {
      throw new MillraceException(
          columns.isEmpty() ? ErrorCode.OUT_OF_RANGE : ErrorCode.CONFLICT,
          "'unpivot' needs either 'columns' or 'except', and not both");
    } else if (name.equals(value)) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "'unpivot' fills the field '" + name + "' with both the name and the value of a column");
    }
  }

  /** As a user writes it, before the fields are known. */
  public Unpivot(List<String> columns, List<String> except, String name, String value) {
    this(columns, except, name, value, Set.of());
  }

  /** The same, which takes no column that may fill a field of a schema. */
  Unpivot of(FieldMapping mapping, Schema schema) {
    Set<String> all =
        schema.getFields().stream()
            .map(Schema.Field::name)
            .filter(field -> !fills(field))
            .flatMap(field -> mapping.columnsOf(field).stream())
            .collect(Collectors.toSet());
    return new Unpivot(columns, except, name, value, all);
  }

  /**
   * The event of one column.
   *
   * @param shared holds the fields that all events of a record share
   * @param name the position of the field for the name of the column; -1 if it is not read
   * @param column the name, as the type takes it
   * @param value the position of the field for the cell; -1 if it is not read
   * @param cell what the cell says
   */
  public static <T extends IndexedRecord> T event(
      RecordType<T> type, IndexedRecord shared, int name, Object column, int value, Object cell) {
    T event = type.newRecord();
    for (int field = 0; field < type.schema().getFields().size(); field++) {
      event.put(field, shared.get(field));
    }
    if (name >= 0) {
      event.put(name, column);
    }
    if (value >= 0) {
      event.put(value, cell);
    }
    return event;
  }

  /** Whether a field is filled from the columns that are events. */
  public boolean fills(String field) {
    return field.equals(name) || field.equals(value);
  }

  /**
   * Whether a column is an event.
   *
   * @param fillsField whether it fills a field
   */
  public boolean takes(String column, boolean fillsField) {
    if (columns.contains(column)) {
      return true;
    }
    return !fillsField
        && !filling.contains(column)
        && (columns.isEmpty() ? !matches(except, column) : matches(columns, column));
  }

  private static boolean matches(List<String> patterns, String column) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, column));
  }

  /** Whether a name is of a pattern, in which {@code *} stands for any characters. */
  public static boolean matches(String pattern, String name) {
    int inPattern = 0;
    int inName = 0;
    int star = -1;
    int taken = 0;
    while (inName < name.length()) {
      if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
        star = inPattern++;
        taken = inName;
      } else if (inPattern < pattern.length() && pattern.charAt(inPattern) == name.charAt(inName)) {
        inPattern++;
        inName++;
      } else if (star >= 0) {
        // The star has to take one character more.
        inPattern = star + 1;
        inName = ++taken;
      } else {
        return false;
      }
    }
    while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
      inPattern++;
    }
    return inPattern == pattern.length();
  }

  /** The patterns that no column is of. */
  public List<String> without(List<String> names) {
    return (columns.isEmpty() ? except : columns)
        .stream()
            .filter(pattern -> names.stream().noneMatch(name -> matches(pattern, name)))
            .toList();
  }

  /** Refuses fields that there are not, and a column that is an event and fills a field as well. */
  void check(FieldMapping mapping, Schema schema) {
    List<String> fields = schema.getFields().stream().map(Schema.Field::name).toList();
    for (String field : List.of(name, value)) {
      if (!fields.contains(field)) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            "The mapping fills '"
                + field
                + "', which is no field of "
                + schema.getName()
                + Suggestions.of(field, fields));
      }
    }
    for (String field : fields) {
      for (String column : fills(field) ? List.<String>of() : mapping.columnsOf(field)) {
        if (columns.contains(column)) {
          throw new MillraceException(
              ErrorCode.CONFLICT,
              "The column '"
                  + column
                  + "' fills the field '"
                  + field
                  + "', and 'unpivot' makes an event of it; it can be one of these");
        }
      }
    }
  }
}
