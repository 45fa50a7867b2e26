package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.FocusCharge;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A group of rows as a text, such as {@code provider=AWS,service=AmazonCloudWatch}, for what a
 * database can't do is identify a row by a column that may be null.
 */
final class Series {
  private static final String ALL = "all";

  private Series() {}

  /** The group of a row; what the row does not say is left out. */
  static String of(FocusCharge row, List<CostGroup> groups) {
    StringBuilder series = new StringBuilder();
    for (CostGroup group : groups) {
      String value = group.of(row);
      if (value != null) {
        series
            .append(series.isEmpty() ? "" : ",")
            .append(group.column())
            .append('=')
            .append(value.replace("%", "%25").replace(",", "%2C"));
      }
    }
    return series.isEmpty() ? ALL : series.toString();
  }

  /** What the text says of each group. */
  static Map<CostGroup, String> values(String series) {
    Map<CostGroup, String> values = new EnumMap<>(CostGroup.class);
    if (!series.equals(ALL)) {
      for (String part : series.split(",")) {
        int equals = part.indexOf('=');
        String value = part.substring(equals + 1).replace("%2C", ",").replace("%25", "%");
        values.put(CostGroup.valueOf(part.substring(0, equals).toUpperCase(Locale.ROOT)), value);
      }
    }
    return values;
  }
}
