package io.millrace.formats.avro;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Position;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Warning;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;

/**
 * Reads records of one class from Avro's binary encoding, with one resolved reader for each schema
 * that they were written with. Not thread-safe.
 */
public final class AvroRecords<T extends IndexedRecord> {
  static {
    AvroTrust.establish();
  }

  private final RecordType<T> type;
  private final Schema projection;
  private final WriterSchemas schemas;
  private final FieldMapping mapping;
  private final Map<Header, Reader<T>> readers = new HashMap<>();
  private Header lastHeader;
  private Reader<T> lastReader;

  /** What a record begins with to say what it was written with. */
  public record Header(Kind kind, long value) {
    /** The form of a header. */
    public enum Kind {
      FINGERPRINT(10),
      ID(5);

      private final int length;

      Kind(int length) {
        this.length = length;
      }
    }

    /** Bytes that the header takes. */
    public int length() {
      return kind.length;
    }
  }

  /** A resolved reader of the records of one writer schema. */
  public static final class Reader<T extends IndexedRecord> {
    private final DatumReader<T> datums;
    private final Optional<LaterSymbols> later;
    private final RecordPlan<T> plan;

    private Reader(DatumReader<T> datums, Optional<LaterSymbols> later, RecordPlan<T> plan) {
      this.datums = datums;
      this.later = later;
      this.plan = plan;
    }

    /** Whether it wants to know where a record stands. */
    public boolean needsPosition() {
      return plan != null;
    }

    /**
     * Reads one record. After a failure the decoder is not to be used again.
     *
     * @param position of the record; null where it is not needed
     * @throws EOFException if the bytes end within the record
     * @throws BadRecordException MALFORMED or TOO_LARGE if they are no record; WRONG_FIELD if a
     *     value is none of its field
     */
    public T read(BinaryDecoder decoder, Position position)
        throws EOFException, BadRecordException {
      try {
        later.ifPresent(LaterSymbols::clear);
        return plan == null ? datums.read(null, decoder) : plan.read(decoder, position);
      } catch (EOFException | BadRecordException known) {
        throw known;
      } catch (StackOverflowError deep) {
        throw new BadRecordException(ErrorCode.TOO_LARGE, "no Avro record: nested too deeply");
      } catch (IOException | RuntimeException wrong) {
        String reason =
            wrong.getMessage() == null ? wrong.getClass().getSimpleName() : wrong.getMessage();
        throw new BadRecordException(
            ErrorCode.MALFORMED, "no Avro record: " + reason.lines().findFirst().orElse(""));
      }
    }

    /** What a user is to be warned of in the record that was read last. */
    public List<DataWarning> warnings(Position position) {
      if (plan != null) {
        return plan.warnings(position);
      } else if (later.isEmpty()) {
        return List.of();
      }
      return later.get().seen().stream()
          .map(name -> new DataWarning(Warning.LATER_SYMBOL, name, position.toString()))
          .toList();
    }
  }

  AvroRecords(RecordType<T> type, WriterSchemas schemas, FieldMapping mapping) {
    this.mapping = mapping;
    this.type = type;
    this.projection = type.schema();
    this.schemas = schemas;
  }

  /**
   * Reads the header of a record.
   *
   * @throws BadRecordException MALFORMED if the bytes begin with no header
   */
  public static Header header(byte[] bytes, int offset, int length) throws BadRecordException {
    if (length == 0) {
      throw new BadRecordException(ErrorCode.MALFORMED, "expected an Avro record, got no bytes");
    }
    Header.Kind kind = null;
    if (bytes[offset] == (byte) 0xC3 && (length == 1 || bytes[offset + 1] == 0x01)) {
      kind = Header.Kind.FINGERPRINT;
    } else if (bytes[offset] == 0) {
      kind = Header.Kind.ID;
    }
    if (kind == null) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "expected an Avro record that begins with C3 01 (single-object) or 00 (registry), got "
              + hex(bytes, offset, Math.min(length, 2)));
    } else if (length < kind.length) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "truncated: the header of an Avro record has " + kind.length + " bytes, got " + length);
    }
    long value = 0;
    for (int i = 0; i < 8 && kind == Header.Kind.FINGERPRINT; i++) {
      value |= (bytes[offset + 2 + i] & 0xFFL) << (8 * i);
    }
    for (int i = 0; i < 4 && kind == Header.Kind.ID; i++) {
      value = value << 8 | (bytes[offset + 1 + i] & 0xFFL);
    }
    return new Header(kind, value);
  }

  /** Whether bytes begin with a header of single-object encoding whose schema is known. */
  public boolean isKnownMarker(byte[] bytes, int offset, int length) {
    if (length < Header.Kind.FINGERPRINT.length
        || bytes[offset] != (byte) 0xC3
        || bytes[offset + 1] != 0x01) {
      return false;
    }
    try {
      return schemas.byFingerprint(header(bytes, offset, length).value()).isPresent();
    } catch (BadRecordException none) {
      return false;
    }
  }

  /**
   * The reader of records that begin with this header.
   *
   * @throws BadRecordException UNKNOWN_SCHEMA if nobody knows the schema that they were written
   *     with; WRONG_FIELD if they can't be read as the class
   */
  public Reader<T> reader(Header header) throws BadRecordException {
    if (header.equals(lastHeader)) {
      return lastReader;
    }
    Reader<T> reader = readers.get(header);
    if (reader == null) {
      reader = reader(writer(header));
      readers.put(header, reader);
    }
    lastHeader = header;
    lastReader = reader;
    return reader;
  }

  /**
   * The reader of records written with a schema. One of the same name is resolved as Avro does,
   * unless the mapping fills a field from elsewhere; any other by its fields.
   *
   * @throws BadRecordException WRONG_FIELD if they can't be read as the class
   */
  public Reader<T> reader(Schema writer) throws BadRecordException {
    try {
      SchemaPairCompatibility pair =
          SchemaCompatibility.checkReaderWriterCompatibility(projection, writer);
      if (pair.getType() == SchemaCompatibilityType.COMPATIBLE
          && !RecordPlan.isMapped(projection, mapping, writer)) {
        Optional<LaterSymbols> later = LaterSymbols.of(projection, writer);
        return new Reader<>(
            later.map(symbols -> symbols.reader(type, writer)).orElseGet(() -> type.reader(writer)),
            later,
            null);
      }
      return new Reader<>(null, Optional.empty(), RecordPlan.of(type, mapping, writer));
    } catch (AvroRuntimeException wrong) {
      throw SchemaTexts.unreadable(writer, projection, wrong.getMessage());
    }
  }

  private Schema writer(Header header) throws BadRecordException {
    if (header.kind() == Header.Kind.FINGERPRINT) {
      return schemas
          .byFingerprint(header.value())
          .orElseThrow(
              () ->
                  unknown(
                      "the fingerprint %016x; add the schema of its producer to 'schemas' of the environment"
                          .formatted(header.value())));
    }
    return schemas
        .byId((int) header.value())
        .orElseThrow(
            () ->
                unknown(
                    "the id %d; name the registry that has it in 'registry' of the environment"
                        .formatted(header.value())));
  }

  private static BadRecordException unknown(String what) {
    return new BadRecordException(
        ErrorCode.UNKNOWN_SCHEMA, "nobody knows the schema that has " + what);
  }

  private static String hex(byte[] bytes, int offset, int length) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < length; i++) {
      hex.append(i == 0 ? "" : " ").append("%02X".formatted(bytes[offset + i]));
    }
    return hex.toString();
  }
}
