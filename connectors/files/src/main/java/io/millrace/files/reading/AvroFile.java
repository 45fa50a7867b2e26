package io.millrace.files.reading;

import io.millrace.formats.avro.AvroFormat;
import org.apache.avro.specific.SpecificRecord;

final class AvroFile {
  private AvroFile() {}

  static <T extends SpecificRecord> FileRecords<T> open(
      String label, Window window, AvroFormat format, Class<T> type) {
    throw new UnsupportedOperationException();
  }
}
