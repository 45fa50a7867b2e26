package io.millrace.runner.diff.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.formats.Position;
import io.millrace.runner.testing.compare.Rows;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What stands of a result on one side, in little memory.
 *
 * @param json the fields that are compared; null if the result was taken back
 * @param revision 0 where results have none
 * @param position where it was written; null in a table
 */
record Standing(byte[] json, long revision, Position position, long timestamp) {

  boolean isRetracted() {
    return json == null;
  }

  Optional<Position> at() {
    return Optional.ofNullable(position);
  }

  /** The fields that are compared, without those that identify the result. */
  ObjectNode fields() {
    try {
      return (ObjectNode) Rows.parse(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Whether this holds in place of one that was read before.
   *
   * <p>Revisions are counted anew by an attempt that goes on from an older checkpoint, and by a
   * generation. A table says which wrote a row, and a topic does not; but all of a key are in one
   * partition, where the later attempt wrote later. A file is of one attempt.
   */
  boolean replaces(Standing before) {
    if (position instanceof Position.InTopic here
        && before.position instanceof Position.InTopic there) {
      if (here.partition() == there.partition()) {
        return here.offset() > there.offset();
      } else if (timestamp != before.timestamp) {
        return timestamp > before.timestamp;
      }
    }
    return revision >= before.revision;
  }
}
