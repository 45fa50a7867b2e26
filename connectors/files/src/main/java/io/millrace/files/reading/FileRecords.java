package io.millrace.files.reading;

import io.millrace.formats.Decoded;
import io.millrace.formats.RawRecord;
import java.io.Closeable;

/** The records of one file, good and bad, in the order of the file. */
interface FileRecords<T> extends Closeable {

  /** One record, as it stands in the file and as it could be read. */
  record Entry<T>(RawRecord raw, Decoded<T> decoded) {}

  /** The next record; null at the end. */
  Entry<T> next();
}
