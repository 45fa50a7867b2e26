package io.millrace.postgres;

import static java.util.stream.Collectors.joining;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The table of an output: a column for each field, in the schema's order, and after them {@value
 * #GENERATION}, the generation of the deployment that wrote the row, and {@value #ATTEMPT}, the
 * number that the writing attempt drew from the server. The primary key is the key of the output.
 *
 * <p>Columns by Avro type: string and enum {@code text}, int {@code integer}, long {@code bigint},
 * float {@code real}, double {@code double precision}, boolean {@code boolean}, bytes and fixed
 * {@code bytea}; timestamps {@code timestamptz}, local timestamps {@code timestamp}, date {@code
 * date}, times {@code time}, decimal {@code numeric(precision,scale)}, uuid {@code uuid}; arrays,
 * maps, records and unions of several types {@code jsonb}. A union with null is a column that may
 * be null, any other one may not.
 *
 * <p>Every Avro value has a row: U+0000 and halves of surrogate pairs become U+FFFD, times outside
 * of PostgreSQL's become {@code -infinity} or {@code infinity}, NaN and the infinities stay what
 * they are, and are texts inside {@code jsonb}.
 */
public final class PostgresTable implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The column that holds the deployment's generation. */
  public static final String GENERATION = "generation";

  /**
   * The column that holds the attempt. An attempt numbers its revisions on from those in its
   * checkpoint, so those of two attempts can't be compared: the later attempt's holds.
   */
  public static final String ATTEMPT = "attempt";

  /** The columns that are no fields, in their order; all are {@code bigint NOT NULL}. */
  static final List<String> BOOKKEEPING = List.of(GENERATION, ATTEMPT);

  private static final String REVISION = "revision";

  private final TableName name;
  private final List<Column> columns;
  private final List<String> key;
  private final int[] keyPositions;
  private final int revisionPosition;

  private PostgresTable(TableName name, List<Column> columns, List<String> key) {
    this.name = name;
    this.columns = columns;
    this.key = List.copyOf(key);
    List<String> names = columns.stream().map(Column::name).toList();
    this.keyPositions = key.stream().mapToInt(names::indexOf).toArray();
    this.revisionPosition = revisionPosition(columns);
  }

  /**
   * The table of an output.
   *
   * @param type the results
   * @param key the fields that identify a result; none of them may be null or a floating number
   * @param name {@code table} or {@code schema.table}
   * @throws MillraceException if a name or a type can't be used in PostgreSQL, or the key is none
   */
  public static PostgresTable of(RecordType<?> type, List<String> key, String name) {
    return of(type.schema(), key, name);
  }

  /** The table of an output whose results have this schema. */
  public static PostgresTable of(Schema schema, List<String> key, String name) {
    TableName table = TableName.of(name);
    List<Column> columns = Columns.of(schema, table);
    for (String column : BOOKKEEPING) {
      if (schema.getField(column) != null) {
        throw new MillraceException(
            ErrorCode.CONFLICT,
            "Output table "
                + table
                + " has a field '"
                + column
                + "', which is a column of every table");
      }
    }
    requireKey(table, columns, key);
    return new PostgresTable(table, columns, key);
  }

  private static void requireKey(TableName table, List<Column> columns, List<String> key) {
    if (key.isEmpty() || new HashSet<>(key).size() < key.size()) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "Key " + key + " of output table " + table + "; expected one field or more, each once");
    }
    for (String field : key) {
      Column column =
          columns.stream()
              .filter(one -> one.name().equals(field))
              .findFirst()
              .orElseThrow(
                  () ->
                      new MillraceException(
                          ErrorCode.UNKNOWN_NAME,
                          "Key field '"
                              + field
                              + "' of output table "
                              + table
                              + " is no field of the output; it has "
                              + columns.stream().map(Column::name).collect(joining(", "))));
      if (column.nullable() || !column.type().identifies()) {
        throw new MillraceException(
            ErrorCode.WRONG_TYPE,
            "Key field '"
                + field
                + "' of output table "
                + table
                + " is "
                + column.sqlType()
                + (column.nullable() ? " or null" : "")
                + "; expected a text, an integer, a time, a decimal, bytes or a boolean that is"
                + " never null");
      }
    }
  }

  private static int revisionPosition(List<Column> columns) {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      boolean counts = column.type() == ColumnType.INTEGER || column.type() == ColumnType.BIGINT;
      if (column.name().equals(REVISION) && counts && !column.nullable()) {
        return i;
      }
    }
    return -1;
  }

  /** The table's name, with its schema if one was given. */
  public String name() {
    return name.toString();
  }

  TableName tableName() {
    return name;
  }

  List<Column> columns() {
    return columns;
  }

  List<String> key() {
    return key;
  }

  /** The row for a result, as an attempt of a generation writes it. */
  Row row(IndexedRecord result, long generation, long attempt) {
    Object[] values = new Object[columns.size() + BOOKKEEPING.size()];
    for (int i = 0; i < columns.size(); i++) {
      try {
        values[i] = columns.get(i).bound(result.get(i));
      } catch (SQLException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    values[columns.size()] = generation;
    values[columns.size() + 1] = attempt;
    List<Object> keyValues = new ArrayList<>(keyPositions.length);
    for (int position : keyPositions) {
      keyValues.add(Row.comparable(values[position]));
    }
    long revision = revisionPosition < 0 ? 0 : ((Number) values[revisionPosition]).longValue();
    return new Row(Collections.unmodifiableList(keyValues), values, revision);
  }

  /** CREATE TABLE, if there is none of that name. */
  String definition() {
    Stream<String> fields = columns.stream().map(Column::definition);
    Stream<String> bookkeeping =
        BOOKKEEPING.stream().map(column -> Identifiers.quoted(column) + " bigint NOT NULL");
    Stream<String> primaryKey = Stream.of("PRIMARY KEY (" + Identifiers.list(key) + ")");
    return "CREATE TABLE IF NOT EXISTS "
        + name.quoted()
        + Stream.of(fields, bookkeeping, primaryKey)
            .flatMap(part -> part)
            .collect(joining(",\n  ", " (\n  ", "\n)"));
  }

  /**
   * Inserts a row, or replaces the one of the same key unless that is of a later generation, of the
   * same one and a later attempt, or of the same attempt and a higher revision.
   */
  String upsert() {
    List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
    names.addAll(BOOKKEEPING);
    String order =
        versionColumns()
            .map(column -> "stored." + Identifiers.quoted(column))
            .collect(joining(", ", "(", ")"));
    return "INSERT INTO "
        + name.quoted()
        + " AS stored ("
        + Identifiers.list(names)
        + ") VALUES ("
        + String.join(", ", Collections.nCopies(names.size(), "?"))
        + ") ON CONFLICT ("
        + Identifiers.list(key)
        + ") DO UPDATE SET "
        + names.stream()
            .filter(column -> !key.contains(column))
            .map(Identifiers::quoted)
            .map(column -> column + " = EXCLUDED." + column)
            .collect(joining(", "))
        + " WHERE "
        + order
        + " <= "
        + order.replace("stored.", "EXCLUDED.");
  }

  private Stream<String> versionColumns() {
    return Stream.concat(BOOKKEEPING.stream(), revision().stream());
  }

  /** The column by which corrections are told from what they correct. */
  Optional<String> revision() {
    return revisionPosition < 0 ? Optional.empty() : Optional.of(REVISION);
  }

  @Override
  public String toString() {
    return "PostgresTable[" + name + "]";
  }
}
