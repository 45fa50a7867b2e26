package io.millrace.files;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * All files of an input: they are merged, so that one reader reads them all.
 *
 * @param read how many records have been read of the merged files; {@link #ASSIGNED} in the state
 *     of an enumerator that has none left to assign
 */
record FilesSplit(long read) implements SourceSplit {
  static final long ASSIGNED = -1;

  @Override
  public String splitId() {
    return "files";
  }
}
