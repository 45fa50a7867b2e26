package io.millrace.simulators;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Bytes that are no event, made from those of one. */
final class Malformed {
  /** Marker and fingerprint of the single-object encoding. */
  private static final int HEADER = 10;

  private Malformed() {}

  static byte[] from(byte[] good, SplittableRandom random) {
    byte[] bad = good.clone();
    return switch (random.nextInt(5)) {
      case 0 -> new byte[0];
      case 1 -> Arrays.copyOf(good, HEADER + (good.length - HEADER) / 2);
      case 2 -> {
        bad[0] = 'x';
        yield bad;
      }
      case 3 -> {
        // Another fingerprint: a schema that nobody knows.
        bad[2] ^= 0x55;
        yield bad;
      }
      default -> {
        // The length of the first text, or its branch, as a number of five bytes: about two
        // billion.
        byte[] absurd = Arrays.copyOf(good, HEADER + 5);
        Arrays.fill(absurd, HEADER, HEADER + 4, (byte) 0xfe);
        absurd[HEADER + 4] = 0x0f;
        yield absurd;
      }
    };
  }
}
