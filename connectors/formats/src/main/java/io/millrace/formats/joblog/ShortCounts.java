package io.millrace.formats.joblog;

import io.millrace.formats.Warnings;
import io.millrace.sdk.Warning;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts that Slurm prints shortened, such as 1K or 1.50K processors, unless {@code sacct
 * --noconvert} is asked for. K is 1024, M and G are its powers, as Slurm divides counts. They may
 * be rounded, so each is warned of.
 */
final class ShortCounts {
  private static final Pattern SHORT = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)([KMG])");
  private static final BigDecimal BASE = BigDecimal.valueOf(1_024);
  private static final List<String> COLUMNS = List.of("AllocCPUS", "NCPUS", "AllocNodes", "NNodes");

  private ShortCounts() {}

  /** Writes the counts of a line out; what is no count stays for its reader to refuse. */
  static void expand(Map<String, String> columns, Warnings warnings) {
    for (String column : COLUMNS) {
      String text = columns.get(column);
      Matcher count = text == null ? null : SHORT.matcher(text);
      if (count != null && count.matches()) {
        int power = 1 + "KMG".indexOf(count.group(2));
        BigDecimal number = new BigDecimal(count.group(1)).multiply(BASE.pow(power));
        // 1.33K is 1361.92, of a whole number that was cut to two places.
        columns.put(column, number.setScale(0, RoundingMode.HALF_UP).toPlainString());
        warnings.add(Warning.SHORTENED_COUNT, "column '" + column + "'");
      }
    }
  }
}
