package io.millrace.runner.replay;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of one replay, from which every name derives that it goes by elsewhere: so it can have
 * none in common with anything live, or with another replay.
 *
 * @param text a-z, 0-9 and '-', at most 30 characters
 */
public record ReplayId(String text) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");

  private static final String WORDS = "[a-z0-9]+(?:_[a-z0-9]+)*";

  /** With no two underlines in a row, and none at an end, two can stand for the dot. */
  private static final Pattern PLAIN_TABLE = Pattern.compile(WORDS + "(?:\\." + WORDS + ")?");

  /** PostgreSQL cuts longer names off. */
  private static final int LONGEST_TABLE = 63;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  public ReplayId {
    if (!SHAPE.matcher(text).matches()) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          "the id of a replay is '"
              + text
              + "'; expected at most 30 of a-z, 0-9 and '-', such as incident-42");
    }
  }

  /**
   * A new one.
   *
   * @param random tells replays of one second apart
   */
  static ReplayId of(Instant now, int random) {
    return new ReplayId("%s-%04x".formatted(SECONDS.format(now), random & 0xFFFF));
  }

  /**
   * What its deployment is called, and so its clients and transactions. The name of a live one has
   * no underline.
   *
   * @param pipeline of one replay, of which two may be given the same id
   */
  String deployment(String pipeline) {
    return "replay_" + text + "_" + pipeline.replace('/', '.');
  }

  /** The topic that stands for a live one. */
  String topic(String live) {
    return live + ".replay." + text;
  }

  /** The schema of PostgreSQL in which its tables are. */
  String schema() {
    return "replay_" + text.replace('-', '_');
  }

  /**
   * The table that stands for a live one: {@code rollup}, and {@code plant__rollup} for {@code
   * plant.rollup}. Other shapes, and what PostgreSQL would have no room for, get eight digits of
   * their hash, for no two may share a table.
   */
  String table(String live) {
    String table = live.replace(".", "__");
    if (!PLAIN_TABLE.matcher(live).matches() || table.length() > LONGEST_TABLE) {
      String shaped = table.replaceAll("[^a-z0-9_]", "_");
      String hash = "_" + Sha256.of(live).substring(0, 8);
      table = shaped.substring(0, Math.min(shaped.length(), LONGEST_TABLE - hash.length())) + hash;
    }
    return schema() + "." + table;
  }

  @Override
  public String toString() {
    return text;
  }
}
