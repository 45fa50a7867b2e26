package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.FocusCharge;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * To what costs are allocated.
 *
 * @param label how it is named in parameters and results
 * @param group null where it is a tag
 * @param tag null where it is none
 */
record Dimension(String label, CostGroup group, String tag) implements Serializable {
  private static final String TAG = "tag:";

  /**
   * The dimension of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Dimension of(String label) {
    if (label.startsWith(TAG) && label.length() > TAG.length()) {
      return new Dimension(label, null, label.substring(TAG.length()));
    }
    return Arrays.stream(CostGroup.values())
        .filter(group -> group.label().equals(label))
        .findFirst()
        .map(group -> new Dimension(label, group, null))
        .orElseThrow(() -> new IllegalArgumentException("'" + label + "' is neither " + known()));
  }

  private static String known() {
    return Arrays.stream(CostGroup.values()).map(CostGroup::label).collect(Collectors.joining(", "))
        + " nor tag:NAME";
  }

  /**
   * What a row says; null if nothing.
   *
   * @param tags of the row
   */
  String of(FocusCharge row, Map<String, String> tags) {
    return group == null ? FocusValues.text(tags.get(tag)) : group.of(row);
  }
}
