package io.millrace.sdk.avro;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A type of Avro records: a class generated from a schema, or a schema for which there is no class,
 * whose records are {@link GenericRecord}s. In both, values of logical types are of {@code
 * java.time} and {@code java.math}, and texts are {@link String}s.
 *
 * @param javaClass the class of the records; {@link GenericRecord} where none is generated
 * @param schema what the records hold; as a reader's schema, the projection
 */
public record RecordType<T extends IndexedRecord>(Class<T> javaClass, Schema schema)
    implements Serializable {
  private static final GenericData GENERIC = generic();

  public RecordType {
    Objects.requireNonNull(javaClass);
    Objects.requireNonNull(schema);
  }

  /** Records of a generated class. */
  public static <T extends IndexedRecord> RecordType<T> of(Class<T> generated) {
    AvroTrust.trust(generated);
    return new RecordType<>(generated, SpecificData.getForClass(generated).getSchema(generated));
  }

  /** Records of a schema, without a class. */
  public static RecordType<GenericRecord> of(Schema schema) {
    Schema copy = new Schema.Parser().parse(schema.toString());
    readStrings(copy, new HashSet<>());
    return new RecordType<>(GenericRecord.class, copy);
  }

  /**
   * Records of some fields of a schema, in the order given, without a class: a projection.
   *
   * @param fields names of fields that it has, each once
   */
  public static RecordType<GenericRecord> of(Schema schema, Collection<String> fields) {
    Schema projection =
        Schema.createRecord(
            schema.getName(),
            schema.getDoc(),
            schema.getNamespace(),
            false,
            fields.stream()
                .map(schema::getField)
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
    schema.getAliases().forEach(projection::addAlias);
    return of(projection);
  }

  /** The type that a record says it has. */
  public static RecordType<?> of(IndexedRecord record) {
    return record instanceof SpecificRecord
        ? of(record.getClass())
        : new RecordType<>(GenericRecord.class, record.getSchema());
  }

  /** What the values of the records are, and how they are read, written and compared. */
  public GenericData data() {
    return javaClass == GenericRecord.class ? GENERIC : SpecificData.getForClass(javaClass);
  }

  /** A reader of records that were written with some schema. */
  @SuppressWarnings("unchecked")
  public DatumReader<T> reader(Schema written) {
    return data().createDatumReader(written, schema);
  }

  /** A writer of such records. */
  @SuppressWarnings("unchecked")
  public DatumWriter<T> writer() {
    return data().createDatumWriter(schema);
  }

  /** A record with nothing in it yet. */
  public T newRecord() {
    return javaClass.cast(data().newRecord(null, schema));
  }

  @Override
  public String toString() {
    return schema.getFullName();
  }

  private static GenericData generic() {
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new TimeConversions.DateConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
    data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
    data.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    return data;
  }

  /** Marks every text of a schema to be read as a String, as generated classes have it. */
  private static void readStrings(Schema schema, Set<String> seen) {
    switch (schema.getType()) {
      case STRING -> {
        if (schema.getProp(GenericData.STRING_PROP) == null) {
          GenericData.setStringType(schema, GenericData.StringType.String);
        }
      }
      case ARRAY -> readStrings(schema.getElementType(), seen);
      case MAP -> {
        if (schema.getProp(GenericData.STRING_PROP) == null) {
          // Of the keys.
          GenericData.setStringType(schema, GenericData.StringType.String);
        }
        readStrings(schema.getValueType(), seen);
      }
      case UNION -> schema.getTypes().forEach(branch -> readStrings(branch, seen));
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          schema.getFields().forEach(field -> readStrings(field.schema(), seen));
        }
      }
      default -> {
        // Holds no text.
      }
    }
  }
}
