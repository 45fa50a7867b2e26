package io.millrace.sql;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a definition says under {@code sql:}, with the inputs and outputs that it means.
 *
 * @param pipeline the name of the pipeline
 * @param selects SELECTs by name, in the order of the definition; a name that is no output is a
 *     view
 * @param inputs the inputs by name
 * @param keys the outputs by name, each with the columns of its key, which may be none
 * @param stateTtl how long state that no window bounds is kept after its last change; zero for ever
 */
public record SqlQueries(
    String pipeline,
    Map<String, String> selects,
    Map<String, SqlInput> inputs,
    Map<String, List<String>> keys,
    Duration stateTtl) {

  public SqlQueries {
    selects = Collections.unmodifiableMap(new LinkedHashMap<>(selects));
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** Queries whose state is kept for ever where no window bounds it. */
  public static SqlQueries of(
      String pipeline,
      Map<String, String> selects,
      Map<String, SqlInput> inputs,
      Map<String, List<String>> keys) {
    return new SqlQueries(pipeline, selects, inputs, keys, Duration.ZERO);
  }
}
