package io.millrace.formats.spans;

import io.millrace.formats.BadRecordException;
import java.io.IOException;
import java.util.List;

/** Reads the spans of one record. */
interface SpanReader {

  /**
   * The spans, as texts by field of {@code services.Span}.
   *
   * @throws BadRecordException if the record holds something else
   */
  List<SpanColumns> spans(byte[] record) throws IOException, BadRecordException;
}
