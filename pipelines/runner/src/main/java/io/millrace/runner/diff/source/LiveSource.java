package io.millrace.runner.diff.source;

import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.diff.compare.ComparedOutput;
import io.millrace.runner.diff.compare.ResultRow;
import io.millrace.runner.launch.LiveServices;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a live run of the definition sends its outputs. The table goes before the topic: it keeps
 * what retention deletes from a topic, and knows generations.
 */
record LiveSource() implements ResultSource {
  static final String NAME = "live";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean keepsRowPerKey(OutputDefinition output) {
    return output.table().isPresent();
  }

  @Override
  public void read(
      ComparedOutput output, Optional<LiveServices> services, Consumer<ResultRow> row) {
    OutputDefinition definition = output.definition();
    LiveServices live = services.orElseThrow();
    ResultSource target =
        definition
            .table()
            .<ResultSource>map(table -> new TableSource(live.named(table)))
            .or(() -> definition.topic().map(topic -> new TopicSource(live.named(topic))))
            .orElseThrow(
                () ->
                    new MillraceException(
                        ErrorCode.MISSING_KEY,
                        definition.place()
                            + ": a live run sends output '"
                            + output.name()
                            + "' nowhere; expected 'to: [{kafka: TOPIC}, {postgres: TABLE}]'"));
    target.read(output, services, row);
  }
}
