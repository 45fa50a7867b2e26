package io.millrace.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** Values of headers as text in UTF-8. */
final class HeaderText {
  private HeaderText() {}

  /** Adds a header; one without a value for null. */
  static void add(Headers headers, String name, Object value) {
    headers.add(name, value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The text of a value; null for none. */
  static String read(byte[] value) {
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
