package io.millrace.kafka;

import java.nio.ByteBuffer;

/** Bytes as Kafka's clients want them. */
final class KafkaBytes {
  private KafkaBytes() {}

  /** A copy of what a buffer holds; null for null. */
  static byte[] of(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
