package io.millrace.services.graph;

import io.millrace.operators.window.PanedAggregation;
import io.millrace.operators.window.PunctualStreams;
import io.millrace.operators.window.WindowSpec;
import io.millrace.operators.window.Windows;
import io.millrace.schemas.services.Link;
import io.millrace.schemas.services.LinkCall;
import io.millrace.schemas.services.Span;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Which services call which, how often, how well, and how long it takes between the two. */
public final class GraphPipeline implements Pipeline<GraphParameters> {

  @Override
  public Class<GraphParameters> parameters() {
    return GraphParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, GraphParameters parameters) {
    List<WindowSpec> windows = parameters.windows().stream().map(WindowSpec::tumbling).toList();
    Input<Span> spans = inputs.input("spans", Span.class);
    PunctualStreams<Span> streams = PunctualStreams.of(Stage.of("graph.punctual"), spans, windows);
    outputs.late(spans, streams.late());
    // A span is late by the pane that it falls into, so one may come by a pane later.
    Duration hold = spans.lateness().plus(new Windows(windows).pane());
    Input<LinkCall> calls =
        new Input<>(
            spans.name(),
            calls(streams.punctual(), parameters, hold),
            spans.outOfOrderness(),
            hold);
    outputs.results(
        "links",
        PanedAggregation.of(Stage.of("graph.links"), calls)
            .keyedBy(LinkKey::of, TypeInformation.of(LinkKey.class))
            .windows(windows)
            .aggregate(new LinkAggregation())
            .results(LinkResults::link, Link.class)
            .results());
  }

  private static DataStream<LinkCall> calls(
      Input<Span> spans, GraphParameters parameters, Duration hold) {
    long timeout = parameters.traceTimeout().toMillis();
    TraceLinks links = new TraceLinks(parameters.semantics(), timeout);
    DataStream<LinkCall> told =
        Stage.of("graph.traces")
            .on(
                spans
                    .events()
                    .keyBy(Span::getTraceId, Types.STRING)
                    .process(
                        new TraceLinksFunction(
                            spans.name(), links, hold.toMillis(), parameters.maxSpans()),
                        new AvroRecordTypeInfo<>(LinkCall.class)));
    Stage times = Stage.of("graph.times");
    return times.on(
        told.transform(
            times.id(), new AvroRecordTypeInfo<>(LinkCall.class), new LinkTimesOperator(timeout)));
  }
}
