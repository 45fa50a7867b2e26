package io.millrace.formats.bills;

import io.millrace.formats.Warnings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One row: what its columns say, and what that means in the fields of the schema. */
final class BillRow {
  /** Names of columns by their spelling; layouts ask for the same few again and again. */
  private static final Map<String, String> KEYS = new ConcurrentHashMap<>();

  private final Map<String, String> said = new HashMap<>();
  private final Map<String, String> named = new LinkedHashMap<>();
  private final Map<String, String> fields = new HashMap<>();
  private final Warnings warnings;

  BillRow(Warnings warnings) {
    this.warnings = warnings;
  }

  /** A column's name without what exports spell differently. */
  static String key(String name) {
    StringBuilder key = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (Character.isLetterOrDigit(letter)) {
        key.append(letter);
      }
    }
    return key.toString().toLowerCase(Locale.ROOT);
  }

  void clear() {
    said.clear();
    named.clear();
    fields.clear();
  }

  /** Takes a cell over; a blank one, and {@code NULL} without quotes, says nothing. */
  void say(String name, String key, String text) {
    if (!text.isBlank() && !text.equals("NULL") && !text.equals("null")) {
      said.putIfAbsent(key, text);
      named.put(name, text);
    }
  }

  /** What the first of some columns says that says something; null if none does. */
  String text(String... names) {
    return text(List.of(names));
  }

  String text(List<String> names) {
    for (String name : names) {
      String text = said.get(KEYS.computeIfAbsent(name, BillRow::key));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** All cells that say something, by the names of their columns as the header spells them. */
  Map<String, String> named() {
    return named;
  }

  /** Fills a field; null says nothing. */
  void put(String field, String text) {
    if (text != null) {
      fields.put(field, text);
    }
  }

  /** What was found of a field; null if nothing. */
  String field(String field) {
    return fields.get(field);
  }

  Warnings warnings() {
    return warnings;
  }

  /** Fills {@code details} with some columns, which tell this row from others. */
  void putDetails(List<String> columns) {
    StringBuilder details = new StringBuilder();
    for (String column : columns) {
      String text = text(column);
      if (text != null) {
        details.append(details.isEmpty() ? "" : "; ").append(column).append('=').append(text);
      }
    }
    put("details", details.isEmpty() ? null : details.toString());
  }
}
