package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.CountTemporality;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How facts are kept and sent. */
public final class FactCodec implements Codec<Fact> {
  private static final long serialVersionUID = 1L;

  static final FactCodec INSTANCE = new FactCodec();

  /** For Flink, which makes it by its class when it restores. */
  public FactCodec() {}

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Fact fact, DataOutput target) throws IOException {
    target.writeByte(fact.kind().ordinal());
    target.writeLong(fact.time());
    if (fact instanceof Fact.State state) {
      Binary.text(state.state().name(), target);
      Binary.text(state.mode().name(), target);
      Binary.text(state.reason(), target);
      Binary.text(state.order(), target);
      Binary.text(state.id(), target);
      Binary.text(state.supersedes(), target);
      Binary.text(state.source(), target);
      target.writeLong(state.epoch());
      Binary.number(state.sequence(), target);
    } else if (fact instanceof Fact.Count count) {
      Binary.text(count.temporality().name(), target);
      Binary.text(count.counter(), target);
      Binary.text(count.product(), target);
      Binary.text(count.order(), target);
      Binary.number(count.produced(), target);
      Binary.number(count.good(), target);
      Binary.number(count.scrap(), target);
      Binary.number(count.rework(), target);
      Binary.text(count.source(), target);
      target.writeLong(count.epoch());
      Binary.number(count.sequence(), target);
    } else if (fact instanceof Fact.Entry entry) {
      target.writeLong(entry.end());
      Binary.text(entry.type().name(), target);
      Binary.text(entry.name(), target);
      Binary.text(entry.id(), target);
      Binary.text(entry.supersedes(), target);
      Binary.number(entry.sequence(), target);
    } else if (fact instanceof Fact.Cycle cycle) {
      Binary.text(cycle.product(), target);
      target.writeDouble(cycle.seconds());
      Binary.number(cycle.sequence(), target);
    }
  }

  @Override
  public Fact read(DataInput source, int version) throws IOException {
    Fact.Kind kind = Fact.Kind.values()[source.readByte()];
    long time = source.readLong();
    return switch (kind) {
      case STATES ->
          new Fact.State(
              time,
              MachineryState.valueOf(Binary.text(source)),
              MachineryMode.valueOf(Binary.text(source)),
              Binary.text(source),
              Binary.text(source),
              Binary.text(source),
              Binary.text(source),
              Binary.text(source),
              source.readLong(),
              Binary.number(source));
      case COUNTS ->
          new Fact.Count(
              time,
              CountTemporality.valueOf(Binary.text(source)),
              Binary.text(source),
              Binary.text(source),
              Binary.text(source),
              Binary.number(source),
              Binary.number(source),
              Binary.number(source),
              Binary.number(source),
              Binary.text(source),
              source.readLong(),
              Binary.number(source));
      case CALENDAR ->
          new Fact.Entry(
              time,
              source.readLong(),
              CalendarKind.valueOf(Binary.text(source)),
              Binary.text(source),
              Binary.text(source),
              Binary.text(source),
              Binary.number(source));
      case CYCLES ->
          new Fact.Cycle(time, Binary.text(source), source.readDouble(), Binary.number(source));
    };
  }

  @Override
  public Fact copy(Fact fact) {
    return fact;
  }

  @Override
  public Class<Fact> type() {
    return Fact.class;
  }
}
