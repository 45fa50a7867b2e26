package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.sdk.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Fields of a line, between tabs or blanks, whose names are told beside it. */
final class DelimitedFields implements TableLogParser.Fields {
  private static final Pattern TAB = Pattern.compile("\t");
  private static final Pattern BLANK = Pattern.compile(" ");

  private final List<String> names;
  private final Map<String, Pattern> anchors;

  /**
   * @param names of the fields in their order
   * @param anchors what fields of these names have to look like, where the names are a guess
   */
  DelimitedFields(List<String> names, Map<String, Pattern> anchors) {
    this.names = names;
    this.anchors = anchors;
  }

  /** The fields of real-time logs of CloudFront, in the order of their configuration. */
  static DelimitedFields cloudfrontRealtime(List<String> columns) {
    if (!columns.isEmpty()) {
      return new DelimitedFields(columns, Map.of());
    }
    // A configuration may leave fields out, and so have 40 that are others.
    Pattern word = Pattern.compile("[A-Za-z]+");
    return new DelimitedFields(
        LogTables.CLOUDFRONT_COLUMNS,
        Map.of(
            "cs-protocol", Pattern.compile("[a-z]+"),
            "c-ip-version", Pattern.compile("IPv[46]"),
            "x-edge-response-result-type", word,
            "x-edge-result-type", word,
            "c-country", Pattern.compile("[A-Z][A-Z0-9]|-"),
            "cs-headers-count", Pattern.compile("\\d+")));
  }

  @Override
  public void read(String line, int start, Map<String, String> fields) throws BadRecordException {
    if (names.isEmpty()) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "expected a JSON object, or fields whose names 'columns' of the mapping lists");
    }
    String text = start == 0 ? line : line.substring(start);
    String[] texts = (text.indexOf('\t') < 0 ? BLANK : TAB).split(text, -1);
    boolean fits = texts.length == names.size();
    for (int i = 0; fits && i < texts.length; i++) {
      Pattern anchor = anchors.get(names.get(i));
      fits = anchor == null || anchor.matcher(texts[i]).matches();
      CombinedParser.put(fields, names.get(i), texts[i]);
    }
    if (!fits) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "expected the "
              + names.size()
              + " columns "
              + names.get(0)
              + ", ..., "
              + names.get(names.size() - 1)
              + ", got "
              + texts.length
              + (anchors.isEmpty() ? "" : " or others; list them by 'columns' of the mapping"));
    }
  }
}
