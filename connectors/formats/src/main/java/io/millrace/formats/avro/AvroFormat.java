package io.millrace.formats.avro;

import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.sdk.avro.RecordType;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;

/**
 * Avro's binary encoding behind one of two headers, told apart by their first byte: single-object
 * encoding (C3 01, and the fingerprint of the writer schema in 8 bytes, little-endian), or the
 * framing of schema registries (00, and the id of the writer schema in 4 bytes, big-endian).
 */
public final class AvroFormat implements Format {
  private static final long serialVersionUID = 1L;

  private final WriterSchemas.Provider provider;
  private final FieldMapping mapping;

  /** Resolves writer schemas by whatever the provider opens; fields by their names. */
  public AvroFormat(WriterSchemas.Provider provider) {
    this(provider, FieldMapping.none());
  }

  /**
   * Resolves writer schemas by whatever the provider opens.
   *
   * @param mapping what fills the fields, of records that are not of the schema that is read into:
   *     names of fields, with dots for those of records within, and constants for those that are
   *     absent or null
   */
  public AvroFormat(WriterSchemas.Provider provider, FieldMapping mapping) {
    this.provider = Objects.requireNonNull(provider);
    this.mapping = Objects.requireNonNull(mapping);
  }

  /** Resolves writer schemas by fingerprint, among those that Millrace ships. */
  public static AvroFormat shipped() {
    return new AvroFormat(WriterSchemas.shipped());
  }

  @Override
  public String name() {
    return "avro";
  }

  @Override
  public boolean readsByOrder() {
    return mapping.changesClocks();
  }

  @Override
  public Framing framing() {
    return Framing.AVRO;
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    return new AvroDecoder<>(records(type));
  }

  /** Readers of records that stand one after another in a file. */
  public <T extends IndexedRecord> AvroRecords<T> records(RecordType<T> type) {
    return new AvroRecords<>(type, provider.open(), mapping);
  }
}
