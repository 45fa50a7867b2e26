package io.millrace.operators.order;

import io.millrace.sdk.Input;
import io.millrace.sdk.Stage;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The events of an input in order, for models that depend on it.
 *
 * <p>An event is handed on when the watermark has reached its time, so results don't depend on the
 * order of arrival as long as that is displaced by at most the input's out-of-orderness, and come
 * that much later. The input's lateness plays no part: what a model has learned can't be corrected.
 *
 * @param events of each key in the order of {@link EventOrder}, none twice
 * @param late events that came behind the watermark, whole; they have been counted
 */
public record OrderedStreams<T extends SpecificRecord, K>(
    KeyedStream<T, K> events, DataStream<T> late) {

  /**
   * Adds the stage to the graph.
   *
   * @param key whose events are put in order; a stage that takes them has to keep the parallelism
   */
  public static <T extends SpecificRecord, K> OrderedStreams<T, K> of(
      Stage stage, Input<T> input, KeySelector<T, K> key, TypeInformation<K> keyType) {
    TypeInformation<T> type = input.events().getType();
    Class<T> record = type.getTypeClass();
    OutputTag<T> late = new OutputTag<>("late", type);
    EventOrder<T> order = new EventOrder<>(SpecificData.getForClass(record).getSchema(record));
    SingleOutputStreamOperator<T> ordered =
        stage.on(
            input
                .events()
                .keyBy(key, keyType)
                .process(new SortEventsFunction<>(input.name(), order, late), type));
    // They are where they belong: another shuffle would cost the network twice.
    KeyedStream<T, K> keyed = DataStreamUtils.reinterpretAsKeyedStream(ordered, key, keyType);
    return new OrderedStreams<>(keyed, ordered.getSideOutput(late));
  }
}
