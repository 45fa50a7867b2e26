package io.millrace.files.reading;

import io.millrace.formats.flink.Arrived;
import java.io.Closeable;
import java.io.IOException;
import org.apache.avro.generic.IndexedRecord;

/** The records of all files of one input as one stream, whose order is the same each time. */
public interface EventFiles<T extends IndexedRecord> extends Closeable {

  /** The next event or dead letter; null at the end. */
  Arrived<T> next() throws IOException;
}
