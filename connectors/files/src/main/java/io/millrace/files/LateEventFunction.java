package io.millrace.files;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.formats.json.RecordJson;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Renders an event that came too late for every result as {@code {"input": ..., "reason": "LATE",
 * "event": {...}}}. As text, so that the late events of several inputs can be one stream, and one
 * file.
 */
public final class LateEventFunction<T extends IndexedRecord> extends RichMapFunction<T, String> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private transient String beginning;
  private transient RecordJson json;

  /** For the late events of one input. */
  public LateEventFunction(String input) {
    this.input = input;
  }

  @Override
  public void open(OpenContext context) {
    json = new RecordJson();
    String name = new String(JsonStringEncoder.getInstance().quoteAsString(input));
    beginning = "{\"input\":\"" + name + "\",\"reason\":\"LATE\",\"event\":";
  }

  @Override
  public String map(T event) {
    return beginning + json.write(event) + "}";
  }
}
