package io.millrace.cdn.traffic;

import io.millrace.operators.window.PanedAggregation;
import io.millrace.operators.window.PunctualStreams;
import io.millrace.operators.window.WindowSpec;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cdn.Tier;
import io.millrace.schemas.cdn.Top;
import io.millrace.schemas.cdn.Traffic;
import io.millrace.schemas.cdn.Visitors;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What a content delivery network answered, of what most, and to how many visitors. */
public final class TrafficPipeline implements Pipeline<TrafficParameters> {

  @Override
  public Class<TrafficParameters> parameters() {
    return TrafficParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, TrafficParameters parameters) {
    List<Tier> tiers = parameters.tiers();
    Input<EdgeRequest> requests =
        inputs
            .input("requests", EdgeRequest.class)
            .filter(request -> tiers.contains(request.getTier()));
    PunctualStreams<EdgeRequest> streams =
        PunctualStreams.of(
            Stage.of("traffic.punctual"), requests, windows(parameters.allWindows()));
    outputs.late(requests, streams.late());
    outputs.results("traffic", traffic(streams.punctual(), parameters));
    outputs.results("top", top(streams.punctual(), parameters));
    outputs.results("visitors", visitors(streams.punctual(), parameters));
  }

  private static DataStream<Traffic> traffic(
      Input<EdgeRequest> requests, TrafficParameters parameters) {
    List<TrafficGroup> groups = parameters.groupBy();
    return PanedAggregation.of(Stage.of("traffic"), requests)
        .keyedBy(request -> TrafficKey.of(request, groups), TypeInformation.of(TrafficKey.class))
        .windows(windows(parameters.windows()))
        .early(parameters.early())
        .aggregate(new TrafficAggregation())
        .results(TrafficResults::traffic, Traffic.class)
        .results();
  }

  /** All under one key: what crosses the network to it is one accumulator a pane and subtask. */
  private static DataStream<Top> top(Input<EdgeRequest> requests, TrafficParameters parameters) {
    int most = parameters.top();
    return PanedAggregation.of(Stage.of("top"), requests)
        .keyedBy(request -> "all", Types.STRING)
        .windows(windows(parameters.topWindows()))
        .aggregate(new TopAggregation(parameters.topDimensions(), parameters.topCapacity()))
        .rows(
            (key, start, end, counts, revision, status, rows) ->
                TrafficResults.top(most, start, end, counts, revision, status, rows),
            Top.class)
        .results();
  }

  private static DataStream<Visitors> visitors(
      Input<EdgeRequest> requests, TrafficParameters parameters) {
    return PanedAggregation.of(Stage.of("visitors"), requests)
        .keyedBy(
            request -> TrafficKey.of(request, List.of(TrafficGroup.SITE)),
            TypeInformation.of(TrafficKey.class))
        .windows(windows(parameters.visitorWindows()))
        .aggregate(new VisitorAggregation(parameters.visitorPrecision()))
        .results(TrafficResults::visitors, Visitors.class)
        .results();
  }

  private static List<WindowSpec> windows(List<Duration> sizes) {
    return sizes.stream().map(WindowSpec::tumbling).toList();
  }
}
