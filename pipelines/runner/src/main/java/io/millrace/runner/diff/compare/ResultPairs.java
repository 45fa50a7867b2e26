package io.millrace.runner.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What stands on each of two sides, by the identity of results. All of it is in memory: the key of
 * each result, and its fields once if they are equal on both sides, else twice.
 */
public final class ResultPairs {
  private static final String REVISION = "revision";
  private static final String STATUS = "status";
  private static final String RETRACTED = "RETRACTED";
  private static final String BASE64 = "_base64";

  private final ComparedOutput output;
  private final ResultRange range;
  private final Set<String> ignored;
  private final Map<String, Pair> pairs = new HashMap<>();

  /** The two that have one identity; either may be null. */
  static final class Pair {
    Standing a;
    Standing b;

    Standing of(Side side) {
      return side == Side.A ? a : b;
    }

    private void put(Side side, Standing standing) {
      if (side == Side.A) {
        a = standing;
      } else {
        b = standing;
      }
    }
  }

  /**
   * @param ignored fields that are not compared, beside {@code revision} and {@code status}
   */
  public ResultPairs(ComparedOutput output, ResultRange range, Set<String> ignored) {
    this.output = output;
    this.range = range;
    this.ignored = ignored;
  }

  /**
   * Takes a result.
   *
   * @throws MillraceException MISSING_FIELD if it lacks a field of its identity
   */
  public void add(Side side, ResultRow row) {
    // What may be replaced by a result about another time can't be left out yet.
    if (output.timeIsIdentity() && isOutside(row.fields())) {
      return;
    }
    Pair pair = pairs.computeIfAbsent(identity(row), absent -> new Pair());
    Standing standing = standing(row, pair.of(side == Side.A ? Side.B : Side.A));
    if (pair.of(side) == null || standing.replaces(pair.of(side))) {
      pair.put(side, standing);
    }
  }

  /** All that is to be compared. To be called when both sides are read. */
  Map<String, Pair> pairs() {
    for (Pair pair : pairs.values()) {
      for (Side side : Side.values()) {
        Standing standing = pair.of(side);
        if (standing != null && (standing.isRetracted() || !isCompared(standing))) {
          pair.put(side, null);
        }
      }
    }
    pairs.values().removeIf(pair -> pair.a == null && pair.b == null);
    return pairs;
  }

  private boolean isCompared(Standing standing) {
    return output.timeIsIdentity() || !isOutside(standing.fields());
  }

  private boolean isOutside(ObjectNode fields) {
    return !range.equals(ResultRange.ALL)
        && output.timeOf(fields).filter(time -> !range.holds(time)).isPresent();
  }

  private String identity(ResultRow row) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (String field : output.identity()) {
      JsonNode value = row.fields().get(field);
      if (value == null) {
        throw new MillraceException(
            ErrorCode.MISSING_FIELD,
            "%s: the result has no '%s', by which results of output '%s' are told apart"
                .formatted(row.at().map(Object::toString).orElse("a row"), field, output.name()));
      }
      values.add(value);
    }
    return values.toString();
  }

  private Standing standing(ResultRow row, Standing other) {
    ObjectNode fields = row.fields();
    long revision = fields.path(REVISION).asLong();
    boolean retracted = fields.path(STATUS).asText().equals(RETRACTED);
    byte[] json = retracted ? null : compared(fields);
    if (other != null && Arrays.equals(json, other.json())) {
      json = other.json();
    }
    return new Standing(json, revision, row.at().orElse(null), row.timestamp());
  }

  private byte[] compared(ObjectNode fields) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    fields
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              boolean dropped =
                  name.equals(REVISION)
                      || name.equals(STATUS)
                      || ignored.contains(name)
                      || name.endsWith(BASE64)
                          && ignored.contains(name.substring(0, name.length() - BASE64.length()));
              boolean identifies =
                  output.identity().contains(name)
                      && (output.timeIsIdentity() || !output.time().contains(name));
              if (!dropped && !identifies) {
                kept.set(name, field.getValue());
              }
            });
    return kept.toString().getBytes(StandardCharsets.UTF_8);
  }
}
