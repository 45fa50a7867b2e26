package io.millrace.sql.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sql.SqlQueries;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A plan with a fingerprint of what it was made of, as it is kept with a deployment.
 *
 * @param fingerprint SHA-256 of SELECTs, schemas, keys and times to live
 */
public record StoredPlan(String fingerprint, SqlPlan plan) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The plan of queries. */
  public static StoredPlan of(SqlQueries queries, SqlPlan plan) {
    return new StoredPlan(fingerprint(queries), plan);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws MillraceException SYNTAX if it is something else
   */
  public static StoredPlan parse(String text) {
    try {
      JsonNode stored = JSON.readTree(text);
      return new StoredPlan(
          stored.path("fingerprint").asText(), SqlPlan.of(stored.path("plan").toString()));
    } catch (JsonProcessingException noJson) {
      throw new MillraceException(
          ErrorCode.SYNTAX, "the stored plan is not JSON: " + noJson.getOriginalMessage());
    }
  }

  /** The plan, if it is that of these queries. */
  public Optional<SqlPlan> planOf(SqlQueries queries) {
    return fingerprint.equals(fingerprint(queries)) ? Optional.of(plan) : Optional.empty();
  }

  /** JSON with both. */
  public String text() {
    return "{\"fingerprint\":\"" + fingerprint + "\",\"plan\":" + plan.json() + "}";
  }

  private static String fingerprint(SqlQueries queries) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(queries.selects())
        .forEach((name, select) -> append(text, "select", name, select));
    new TreeMap<>(queries.inputs())
        .forEach(
            (name, input) ->
                append(text, "input", name, input.timeField(), input.schema().toString()));
    new TreeMap<>(queries.keys())
        .forEach((name, key) -> append(text, "output", name, String.join(",", key)));
    append(text, "ttl", queries.stateTtl().toString());
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /** With lengths, so that no two lists of texts look the same. */
  private static void append(StringBuilder text, String... parts) {
    for (String part : parts) {
      text.append(part.length()).append(':').append(part);
    }
  }
}
