package io.millrace.formats.spans;

import io.millrace.formats.BadRecordException;
import io.millrace.sdk.ErrorCode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a record says of one span, as texts by field of {@code services.Span}; times in ns. */
final class SpanColumns {
  private final Map<String, String> texts = new HashMap<>();

  /** Says a field; null and the empty text say nothing. */
  SpanColumns put(String field, String text) {
    if (text != null && !text.isEmpty()) {
      texts.put(field, text);
    }
    return this;
  }

  /** Says a field of an enum; the empty text is a word that none knows, null says nothing. */
  SpanColumns word(String field, String word) {
    if (word != null) {
      texts.put(field, word);
    }
    return this;
  }

  /** Says nothing of a field any more. */
  void drop(String field) {
    texts.remove(field);
  }

  /** What is said of a field; null if nothing is. */
  String get(String field) {
    return texts.get(field);
  }

  /**
   * Says which span it is.
   *
   * @throws BadRecordException MISSING_FIELD if there is no trace or no id
   */
  SpanColumns identity(String trace, String span, String parent) throws BadRecordException {
    put("trace_id", required("trace id", trace));
    put("span_id", required("span id", span));
    // Of a root, some write an id of zeros.
    return put("parent_id", parent == null || isZero(parent) ? null : lower(parent));
  }

  private static boolean isZero(String id) {
    return id.chars().allMatch(digit -> digit == '0');
  }

  private static String required(String name, String id) throws BadRecordException {
    if (id == null || id.isEmpty()) {
      throw new BadRecordException(
          ErrorCode.MISSING_FIELD, "expected a " + name + ", the span has none");
    }
    return lower(id);
  }

  private static String lower(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  /** Says when the span began and ended, in ns since 1970-01-01T00:00:00Z. */
  SpanColumns times(long start, long end) {
    put("start_time", Long.toString(start));
    put("event_time", Long.toString(end));
    return put("duration_nanos", Long.toString(end - start));
  }

  /** Says when the span began, and that its end is not known. */
  SpanColumns began(long start) {
    return put("event_time", Long.toString(start));
  }
}
