package io.millrace.files;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.formats.json.RecordJson;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Renders an event that takes part in no result as {@code {"input": ..., "reason": "LATE", "event":
 * {...}}}. As text, so that those of several inputs can be one stream, and one file.
 */
public final class AsideFunction<T extends IndexedRecord> extends RichMapFunction<T, String> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final String reason;
  private transient String beginning;
  private transient RecordJson json;

  /**
   * For the events of one input.
   *
   * @param reason why they are set aside
   */
  public AsideFunction(String input, String reason) {
    this.input = input;
    this.reason = reason;
  }

  @Override
  public void open(OpenContext context) {
    json = new RecordJson();
    String name = new String(JsonStringEncoder.getInstance().quoteAsString(input));
    beginning = "{\"input\":\"" + name + "\",\"reason\":\"" + reason + "\",\"event\":";
  }

  @Override
  public String map(T event) {
    return beginning + json.write(event) + "}";
  }
}
