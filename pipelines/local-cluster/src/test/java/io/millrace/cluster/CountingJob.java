package io.millrace.cluster;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** A job for the tests of the cluster: counts numbers by their last digit, in keyed state. */
public final class CountingJob {
  private CountingJob() {}

  /**
   * @param arguments how many numbers, and how many of them a second
   */
  public static void main(String[] arguments) throws Exception {
    long count = Long.parseLong(arguments[0]);
    double perSecond = Double.parseDouble(arguments[1]);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment
        .fromSource(
            new DataGeneratorSource<>(
                number -> number, count, RateLimiterStrategy.perSecond(perSecond), Types.LONG),
            WatermarkStrategy.<Long>forMonotonousTimestamps()
                .withTimestampAssigner((number, timestamp) -> System.currentTimeMillis()),
            "numbers")
        .uid("numbers")
        .keyBy(number -> number % 10)
        .process(new CountFunction())
        .uid("counts")
        .name("counts")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    environment.execute("counting");
  }

  private static final class CountFunction extends KeyedProcessFunction<Long, Long, Long> {
    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      long before = count.value() == null ? 0 : count.value();
      count.update(before + 1);
      out.collect(before + 1);
    }
  }
}
