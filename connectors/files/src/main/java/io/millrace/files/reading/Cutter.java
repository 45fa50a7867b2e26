package io.millrace.files.reading;

/**
 * Cuts a file into pieces, each of which is one record, as far as can be seen without reading it.
 */
interface Cutter {

  /** The next piece; null at the end. */
  Piece next();
}
