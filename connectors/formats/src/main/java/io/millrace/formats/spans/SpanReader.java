package io.millrace.formats.spans;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Warnings;
import java.io.IOException;
import java.util.List;

/** Reads the spans of one record. */
interface SpanReader {

  /**
   * The spans, as texts by field of {@code services.Span}.
   *
   * @param warnings receives what a user is to be warned of
   * @throws BadRecordException if the record holds something else
   */
  List<SpanColumns> spans(byte[] record, Warnings warnings) throws IOException, BadRecordException;
}
