package io.millrace.runner.diff.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import java.util.Optional;

/**
 * A result as one side has it.
 *
 * @param fields as canonical JSON has them
 * @param at where it stands; empty in a table
 * @param timestamp of a Kafka record, in ms since 1970-01-01T00:00:00Z; else {@link
 *     RawRecord#NO_TIME}
 */
public record ResultRow(ObjectNode fields, Optional<Position> at, long timestamp) {

  /** A row of a file or table. */
  public static ResultRow of(ObjectNode fields, Optional<Position> at) {
    return new ResultRow(fields, at, RawRecord.NO_TIME);
  }
}
