package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.CountTemporality;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.sdk.codec.Codec;
import io.millrace.sdk.codec.Nullables;
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
      Nullables.writeText(state.state().name(), target);
      Nullables.writeText(state.mode().name(), target);
      Nullables.writeText(state.reason(), target);
      Nullables.writeText(state.order(), target);
      Nullables.writeText(state.id(), target);
      Nullables.writeText(state.supersedes(), target);
      Nullables.writeText(state.source(), target);
      target.writeLong(state.epoch());
      Nullables.writeNumber(state.sequence(), target);
    } else if (fact instanceof Fact.Count count) {
      Nullables.writeText(count.temporality().name(), target);
      Nullables.writeText(count.counter(), target);
      Nullables.writeText(count.product(), target);
      Nullables.writeText(count.order(), target);
      Nullables.writeNumber(count.produced(), target);
      Nullables.writeNumber(count.good(), target);
      Nullables.writeNumber(count.scrap(), target);
      Nullables.writeNumber(count.rework(), target);
      Nullables.writeText(count.source(), target);
      target.writeLong(count.epoch());
      Nullables.writeNumber(count.sequence(), target);
    } else if (fact instanceof Fact.Entry entry) {
      target.writeLong(entry.end());
      Nullables.writeText(entry.type().name(), target);
      Nullables.writeText(entry.name(), target);
      Nullables.writeText(entry.id(), target);
      Nullables.writeText(entry.supersedes(), target);
      Nullables.writeNumber(entry.sequence(), target);
    } else if (fact instanceof Fact.Cycle cycle) {
      Nullables.writeText(cycle.product(), target);
      target.writeDouble(cycle.seconds());
      Nullables.writeNumber(cycle.sequence(), target);
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
              MachineryState.valueOf(Nullables.readText(source)),
              MachineryMode.valueOf(Nullables.readText(source)),
              Nullables.readText(source),
              Nullables.readText(source),
              Nullables.readText(source),
              Nullables.readText(source),
              Nullables.readText(source),
              source.readLong(),
              Nullables.readNumber(source));
      case COUNTS ->
          new Fact.Count(
              time,
              CountTemporality.valueOf(Nullables.readText(source)),
              Nullables.readText(source),
              Nullables.readText(source),
              Nullables.readText(source),
              Nullables.readNumber(source),
              Nullables.readNumber(source),
              Nullables.readNumber(source),
              Nullables.readNumber(source),
              Nullables.readText(source),
              source.readLong(),
              Nullables.readNumber(source));
      case CALENDAR ->
          new Fact.Entry(
              time,
              source.readLong(),
              CalendarKind.valueOf(Nullables.readText(source)),
              Nullables.readText(source),
              Nullables.readText(source),
              Nullables.readText(source),
              Nullables.readNumber(source));
      case CYCLES ->
          new Fact.Cycle(
              time, Nullables.readText(source), source.readDouble(), Nullables.readNumber(source));
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
