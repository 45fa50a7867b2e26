package io.millrace.formats.raw;

import io.millrace.formats.Decoder;
import io.millrace.formats.Format;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Records of a Kafka topic as they are, whatever their bytes say, as {@code
 * platform.ArchivedRecord}: each is an event, also one without a value.
 */
public final class RawFormat implements Format {
  /** The name that definitions use. */
  public static final String NAME = "raw";

  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Framing framing() {
    return Framing.LINES;
  }

  @Override
  public boolean isText() {
    return false;
  }

  /**
   * A new decoder.
   *
   * @throws MillraceException WRONG_TYPE if the schema is not {@code platform.ArchivedRecord}, or
   *     fields of it
   */
  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    check(type.schema());
    return new RawDecoder<>(type);
  }

  /**
   * Refuses a schema that raw records can't have.
   *
   * @throws MillraceException WRONG_TYPE
   */
  public static void check(Schema schema) {
    Schema known = ArchivedRecord.getClassSchema();
    boolean all =
        schema.getFields().stream().allMatch(field -> known.getField(field.name()) != null);
    if (!all || !schema.getFullName().equals(known.getFullName())) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          "format raw gives records of the schema %s, not %s"
              .formatted(SchemaCatalog.nameOf(known), SchemaCatalog.nameOf(schema)));
    }
  }
}
