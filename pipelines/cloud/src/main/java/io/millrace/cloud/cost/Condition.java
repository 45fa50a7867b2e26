package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.FocusCharge;
import java.io.Serializable;
import java.util.Map;

/** What rows may be told apart by: that they say some value of some dimension. */
record Condition(Dimension dimension, String value) implements Serializable {

  /**
   * Reads {@code service=AWS Support}.
   *
   * @throws IllegalArgumentException if it is no condition
   */
  static Condition of(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new IllegalArgumentException(
          "'" + text + "' is no condition; expected one such as service=AWS Support");
    }
    return new Condition(Dimension.of(text.substring(0, equals)), text.substring(equals + 1));
  }

  boolean holds(FocusCharge row, Map<String, String> tags) {
    return value.equals(dimension.of(row, tags));
  }
}
