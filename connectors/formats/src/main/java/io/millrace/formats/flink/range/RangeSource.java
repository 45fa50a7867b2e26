package io.millrace.formats.flink.range;

import io.millrace.formats.Format;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.formats.flink.EventReader;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimitedSourceReader;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads fixed ranges of partitions once, and ends: also after a restart of its tasks or of the
 * JobManager, where Flink's own bounded source does not. Each reader merges its partitions by event
 * time, so that none runs ahead and a single reader gives the same order each time. Each partition
 * has a watermark of its own.
 */
public final class RangeSource<T extends IndexedRecord>
    implements Source<Arrived<T>, PartitionRange, List<PartitionRange>>,
        ResultTypeQueryable<Arrived<T>> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final String client;
  private final ArrayList<PartitionRange> ranges;
  private final RecordRanges records;
  private final Format format;
  private final RecordType<T> type;
  private final String timeField;
  private final Duration maxFuture;
  private final double rate;

  /**
   * @param input the name in the definition
   * @param client a name for logs of brokers
   * @param ranges each partition at most once; empty ones are passed over
   * @param records where the ranges are read from
   * @param maxFuture by how much an event time may run ahead of the arrival; null for any
   * @param rate how many records are read a second, by all readers together; empty for no limit
   */
  public RangeSource(
      String input,
      String client,
      List<PartitionRange> ranges,
      RecordRanges records,
      Format format,
      RecordType<T> type,
      String timeField,
      Duration maxFuture,
      OptionalDouble rate) {
    this.input = input;
    this.client = client;
    this.ranges = new ArrayList<>(ranges.stream().filter(range -> !range.isEmpty()).toList());
    this.records = records;
    this.format = format;
    this.type = type;
    this.timeField = timeField;
    this.maxFuture = maxFuture;
    this.rate = rate.orElse(0);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<PartitionRange, List<PartitionRange>> createEnumerator(
      SplitEnumeratorContext<PartitionRange> context) {
    return restoreEnumerator(context, ranges);
  }

  @Override
  public SplitEnumerator<PartitionRange, List<PartitionRange>> restoreEnumerator(
      SplitEnumeratorContext<PartitionRange> context, List<PartitionRange> waiting) {
    return new RangeEnumerator(context, waiting);
  }

  @Override
  public SourceReader<Arrived<T>, PartitionRange> createReader(SourceReaderContext context) {
    Supplier<EventReader<T>> events = () -> new EventReader<>(input, format, type, timeField);
    RangeReader<T> reader =
        new RangeReader<>(records, client + "-" + context.getIndexOfSubtask(), events, maxFuture);
    return rate > 0 ? limited(reader, context.currentParallelism()) : reader;
  }

  @SuppressWarnings("unchecked")
  private SourceReader<Arrived<T>, PartitionRange> limited(RangeReader<T> reader, int readers) {
    return new RateLimitedSourceReader<>(
        reader, RateLimiterStrategy.perSecond(rate).createRateLimiter(readers));
  }

  @Override
  public SimpleVersionedSerializer<PartitionRange> getSplitSerializer() {
    return new RangeSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<PartitionRange>> getEnumeratorCheckpointSerializer() {
    return new RangeSerializer.OfMany();
  }

  @Override
  public TypeInformation<Arrived<T>> getProducedType() {
    return new ArrivedTypeInfo<>(type);
  }
}
