package io.millrace.postgres;

import java.util.HexFormat;
import java.util.List;

/**
 * A row to write.
 *
 * @param key values that are equal exactly where PostgreSQL takes the keys for equal
 * @param values what the driver binds, in the order of the columns, the generation and the attempt
 */
record Row(List<Object> key, Object[] values, long revision) {

  /** A bound value as a part of a key: arrays do not compare by their content. */
  static Object comparable(Object bound) {
    return bound instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : bound;
  }
}
