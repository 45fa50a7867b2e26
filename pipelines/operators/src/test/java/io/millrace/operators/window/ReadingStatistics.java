package io.millrace.operators.window;

import io.millrace.operators.statistics.FirstLast;
import io.millrace.operators.statistics.Summary;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/** All that operators know to say of readings, in one accumulator. */
final class ReadingStatistics implements PaneFunction<SensorReading, ReadingStatistics.Content> {
  private static final long serialVersionUID = 1L;

  record Content(Summary summary, FirstLast firstLast) {}

  @Override
  public Content create() {
    return new Content(new Summary(), new FirstLast());
  }

  @Override
  public void add(Content content, SensorReading reading) {
    content.summary.add(reading.getValue());
    long time = reading.getEventTime().toEpochMilli();
    content.firstLast.add(time, reading.getEpoch(), reading.getSequence(), reading.getValue());
  }

  @Override
  public void merge(Content into, Content from) {
    into.summary.add(from.summary);
    into.firstLast.add(from.firstLast);
  }

  @Override
  public Codec<Content> codec() {
    return new ContentCodec();
  }

  static Rollup rollup(
      String source,
      Instant start,
      Instant end,
      Content content,
      int revision,
      ResultStatus status) {
    Summary summary = content.summary;
    return new Rollup(
        source,
        "temperature",
        start,
        end,
        summary.count(),
        summary.min(),
        summary.max(),
        summary.mean(),
        summary.standardDeviation(),
        content.firstLast.first(),
        content.firstLast.last(),
        summary.quantile(0.5),
        summary.quantile(0.95),
        summary.quantile(0.99),
        revision,
        status);
  }

  public static final class ContentCodec implements Codec<Content> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Content value, DataOutput target) throws IOException {
      Summary.CODEC.write(value.summary, target);
      FirstLast.CODEC.write(value.firstLast, target);
    }

    @Override
    public Content read(DataInput source, int version) throws IOException {
      Summary summary = Summary.CODEC.read(source, 1);
      return new Content(summary, FirstLast.CODEC.read(source, 1));
    }

    @Override
    public Content copy(Content value) {
      return new Content(Summary.CODEC.copy(value.summary), FirstLast.CODEC.copy(value.firstLast));
    }

    @Override
    public Class<Content> type() {
      return Content.class;
    }
  }
}
