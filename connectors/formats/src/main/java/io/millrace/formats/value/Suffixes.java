package io.millrace.formats.value;

import java.math.BigDecimal;

/**
 * What letters behind a number mean. {@code Ki}, {@code Mi}, {@code Gi}, {@code Ti}, {@code Pi} and
 * {@code Ei} are powers of 1024 always; a {@code B} for bytes may follow.
 */
public enum Suffixes {
  /** Letters make a text that is no number. */
  REFUSED(0),
  /**
   * K (or k), M, G, T, P, E are powers of 1000; m, u, n are 0.001, 0.000001 and 0.000000001, as
   * Kubernetes writes them.
   */
  DECIMAL(1000),
  /** K (or k), M, G, T, P, E are powers of 1024. */
  BINARY(1024);

  private static final String LARGE = "KMGTPE";
  private static final String SMALL = "mun";
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

  private final BigDecimal base;

  Suffixes(int base) {
    this.base = BigDecimal.valueOf(base);
  }

  /**
   * What a number is multiplied by.
   *
   * @throws NumberFormatException if the letters are no suffix
   */
  BigDecimal factor(String letters) {
    if (this == DECIMAL && letters.length() == 1 && SMALL.contains(letters)) {
      return BigDecimal.ONE.movePointLeft(3 * (1 + SMALL.indexOf(letters)));
    }
    String prefix = letters.endsWith("B") ? letters.substring(0, letters.length() - 1) : letters;
    if (prefix.isEmpty()) {
      return BigDecimal.ONE;
    }
    boolean binary = prefix.length() == 2 && prefix.charAt(1) == 'i';
    int power = 1 + LARGE.indexOf(prefix.charAt(0) == 'k' ? 'K' : prefix.charAt(0));
    if (power == 0 || prefix.length() > (binary ? 2 : 1)) {
      throw new NumberFormatException("no suffix");
    }
    return (binary ? KIBI : base).pow(power);
  }
}
