package io.millrace.sdk;

import java.util.regex.Pattern;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The id of one stage of a pipeline, given by its author. It becomes the operator's {@code uid},
 * under which a savepoint holds its state, and its name in metrics and the web UI. Changing an id
 * loses the state of that stage.
 *
 * @param id words of lower-case letters, digits and hyphens, joined by dots, such as {@code
 *     rollup.windows}
 */
public record Stage(String id) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_-]*(\\.[a-z0-9][a-z0-9_-]*)*");

  public Stage {
    if (!SHAPE.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "Stage id '" + id + "' is not words of a-z, 0-9, '-' and '_' joined by dots");
    }
  }

  /** The stage of this id. */
  public static Stage of(String id) {
    return new Stage(id);
  }

  /** A part of this stage. */
  public Stage part(String name) {
    return new Stage(id + "." + name);
  }

  /** Gives the id to an operator. */
  public <T> SingleOutputStreamOperator<T> on(SingleOutputStreamOperator<T> operator) {
    return operator.uid(id).name(id);
  }

  /** Gives the id to a sink. */
  public <T> DataStreamSink<T> on(DataStreamSink<T> sink) {
    return sink.uid(id).name(id);
  }
}
