package io.millrace.files.reading;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which of the files that are read together are parts of one export, as providers of clouds name
 * them: those of one folder whose names differ only in a number that follows {@code part}, or has
 * at least four digits of which the first is 0. So {@code bill-00001.csv.gz} and {@code
 * bill-00002.csv.gz} are parts of one, {@code 20260131.csv} and {@code 20260203.csv} are not.
 */
final class ExportNumbers {
  private static final Pattern PART =
      Pattern.compile(
          "(?<![a-z])part[-_]?\\d+([-_]\\d+)*|(?<!\\d)0\\d{3,}", Pattern.CASE_INSENSITIVE);

  private ExportNumbers() {}

  /** The number of the export of each file, from 1, in the order of the files. */
  static int[] of(List<String> labels) {
    Map<String, Integer> numbers = new HashMap<>();
    Map<String, Integer> given = new HashMap<>();
    int[] exports = new int[labels.size()];
    for (int i = 0; i < exports.length; i++) {
      String label = labels.get(i);
      // A file that is given again is a part of another export, which is given again.
      String export = given.merge(label, 1, Integer::sum) + ":" + withoutPart(label);
      numbers.putIfAbsent(export, numbers.size() + 1);
      exports[i] = numbers.get(export);
    }
    return exports;
  }

  private static String withoutPart(String label) {
    int name = 1 + Math.max(label.lastIndexOf('!'), lastSeparator(label));
    return label.substring(0, name) + PART.matcher(label.substring(name)).replaceAll("#");
  }

  private static int lastSeparator(String path) {
    return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  }
}
