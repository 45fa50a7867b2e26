package io.millrace.formats;

import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;

/**
 * A format of texts that are not plain UTF-8, or have lines that are no records.
 *
 * @param plain the format of the same texts without both
 */
public record TextFormat(Format plain, TextLayout layout) implements Format {

  @Override
  public String name() {
    return plain.name();
  }

  @Override
  public Framing framing() {
    return plain.framing();
  }

  @Override
  public boolean readsByOrder() {
    return plain.readsByOrder();
  }

  /** A decoder of records as they come from Kafka. Files are decoded before they are cut. */
  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    return new TextDecoder<>(plain.decoder(type), layout);
  }
}
