package io.millrace.cloud.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The values that FOCUS allows in a column. Bills misspell them: real ones say both {@code
 * Usage-Based} and {@code Usage-based}.
 */
final class FocusValues {
  static final FocusValues CHARGE_CATEGORY =
      new FocusValues(List.of("Usage", "Purchase", "Tax", "Credit", "Adjustment"));
  static final FocusValues CHARGE_FREQUENCY =
      new FocusValues(List.of("One-Time", "Recurring", "Usage-Based"));
  static final FocusValues PRICING_CATEGORY =
      new FocusValues(List.of("Standard", "Dynamic", "Committed", "Other"));
  static final FocusValues COMMITMENT_STATUS = new FocusValues(List.of("Used", "Unused"));
  static final FocusValues SERVICE_CATEGORY =
      new FocusValues(
          List.of(
              "AI and Machine Learning",
              "Analytics",
              "Business Applications",
              "Compute",
              "Databases",
              "Developer Tools",
              "Multicloud",
              "Identity",
              "Integration",
              "Internet of Things",
              "Management and Governance",
              "Media",
              "Migration",
              "Mobile",
              "Networking",
              "Security",
              "Storage",
              "Web",
              "Other"));

  private final Map<String, String> spellings = new HashMap<>();

  private FocusValues(List<String> values) {
    values.forEach(value -> spellings.put(letters(value), value));
  }

  /** The value as FOCUS spells it; as it is, if FOCUS has none like it; null if it says nothing. */
  String normalised(String text) {
    String said = text(text);
    return said == null ? null : spellings.getOrDefault(letters(said), said);
  }

  /** A text; null if it is blank, or the word that bills write for nothing. */
  static String text(String text) {
    String stripped = text == null ? "" : text.strip();
    return stripped.isEmpty() || stripped.equals("NULL") ? null : stripped;
  }

  /** Neither case nor what stands between words tells values apart. */
  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
