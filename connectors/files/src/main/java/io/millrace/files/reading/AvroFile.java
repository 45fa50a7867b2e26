package io.millrace.files.reading;

import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.AvroRecords;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;

/** Tells the two kinds of Avro files apart by their first bytes. */
final class AvroFile {
  private AvroFile() {}

  static <T extends IndexedRecord> FileRecords<T> open(
      DataFile file, Window window, AvroFormat format, RecordType<T> type) {
    AvroRecords<T> records = format.records(type);
    if (window.has(4)
        && window.at(0) == 'O'
        && window.at(1) == 'b'
        && window.at(2) == 'j'
        && window.at(3) == 1) {
      return new AvroContainerRecords<>(
          file, window, AvroContainerHeader.take(file.label(), window), records);
    } else if (window.has(2) && window.at(0) == (byte) 0xC3 && window.at(1) == 1) {
      return new AvroObjectRecords<>(file, window, records);
    } else if (window.has(1)) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          file.label()
              + ": expected an Avro object container file, which begins with 'Obj', or single-object"
              + " encoded records, which begin with the bytes C3 01; it begins with the byte "
              + "%02X".formatted(window.at(0)));
    } else if (window.failure() != null) {
      throw DataFile.unreadable(file.label(), window.failure());
    }
    return new NoRecords<>(window);
  }
}
