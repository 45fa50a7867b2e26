package io.millrace.cdn.traffic;

import io.millrace.operators.window.PaneFunction;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.codec.CodecTypeInfo;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.OperatorHarness;
import io.millrace.testkit.PipelineGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;

/** The two stages of one output, as the pipeline wires them, driven by hand. */
final class DrivenOutput<K, A, R extends SpecificRecord> implements AutoCloseable {
  private final String stage;
  private final TypeInformation<K> keyType;
  private final PaneFunction<EdgeRequest, A> function;
  private final Class<R> resultType;
  private final TrafficParameters parameters;
  private final Duration lateness;
  private final List<R> results = new ArrayList<>();
  private OperatorHarness<EdgeRequest, Tuple4<K, Long, Long, A>> panes;
  private OperatorHarness<Tuple4<K, Long, Long, A>, R> windows;

  DrivenOutput(
      String stage,
      TypeInformation<K> keyType,
      PaneFunction<EdgeRequest, A> function,
      Class<R> resultType,
      TrafficParameters parameters,
      Duration lateness)
      throws Exception {
    this.stage = stage;
    this.keyType = keyType;
    this.function = function;
    this.resultType = resultType;
    this.parameters = parameters;
    this.lateness = lateness;
    wire();
    panes.open();
    windows.open();
  }

  private void wire() throws Exception {
    TypeInformation<Tuple4<K, Long, Long, A>> partial =
        new TupleTypeInfo<>(keyType, Types.LONG, Types.LONG, new CodecTypeInfo<>(function.codec()));
    OneInputStreamOperator<EdgeRequest, Tuple4<K, Long, Long, A>> first = operator(".panes");
    AbstractUdfStreamOperator<R, KeyedProcessFunction<K, Tuple4<K, Long, Long, A>, R>> second =
        operator(".windows");
    panes = OperatorHarness.of(first, partial, 1, 0);
    windows =
        OperatorHarness.of(
            second.getUserFunction(),
            one -> one.f0,
            keyType,
            new AvroRecordTypeInfo<>(resultType),
            1,
            0);
  }

  @SuppressWarnings("unchecked")
  private <O> O operator(String part) {
    MemoryInput<EdgeRequest> input =
        MemoryInput.of("requests", EdgeRequest.class, List.of(), Duration.ZERO, lateness);
    return PipelineGraph.of(new TrafficPipeline(), parameters, input)
        .streamGraph()
        .getStreamNodes()
        .stream()
        .filter(node -> node.getOperatorName().equals(stage + part))
        .map(StreamNode::getOperatorFactory)
        .map(factory -> (O) ((SimpleOperatorFactory<?>) factory).getOperator())
        .findFirst()
        .orElseThrow();
  }

  void request(EdgeRequest request) throws Exception {
    panes.element(request, request.getEventTime().toEpochMilli());
  }

  void watermark(long time) throws Exception {
    panes.watermark(time);
    handOn();
    windows.watermark(time);
    results.addAll(windows.take());
  }

  /** Stops between two checkpoints and goes on from the last one, with nothing lost in between. */
  void restore() throws Exception {
    panes.beforeBarrier();
    handOn();
    results.addAll(windows.take());
    OperatorSubtaskState ofPanes = panes.snapshot();
    OperatorSubtaskState ofWindows = windows.snapshot();
    close();
    wire();
    panes.restore(List.of(ofPanes));
    windows.restore(List.of(ofWindows));
  }

  List<R> finish() throws Exception {
    panes.finish();
    handOn();
    windows.finish();
    results.addAll(windows.take());
    return results;
  }

  void assertNothingLeft() {
    windows.assertNothingLeft();
  }

  private void handOn() throws Exception {
    for (Tuple4<K, Long, Long, A> partial : panes.take()) {
      windows.element(partial, partial.f1);
    }
  }

  @Override
  public void close() {
    panes.close();
    windows.close();
  }
}
