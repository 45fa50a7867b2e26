package io.millrace.formats.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.RawRecord;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.Test;

class EventTimeWatermarksTest {
  static {
    AvroTrust.establish();
  }

  private final List<Long> emitted = new ArrayList<>();
  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          emitted.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
      };

  @Test
  void theWatermarkFollowsTheGreatestTimeAtTheDistanceOfTheOutOfOrderness() {
    // given
    WatermarkGenerator<Arrived<SensorReading>> generator = generator(null, true);

    // when
    List.of(5_000L, 3_000L, 5_000L, 7_000L)
        .forEach(time -> see(generator, event(time, RawRecord.NO_TIME)));

    // then
    assertThat(emitted).containsExactly(3_999L, 5_999L);
  }

  @Test
  void withoutPerEventItIsEmittedPeriodically() {
    // given
    WatermarkGenerator<Arrived<SensorReading>> generator = generator(null, false);
    generator.onPeriodicEmit(output);
    see(generator, event(5_000, RawRecord.NO_TIME));
    see(generator, event(7_000, RawRecord.NO_TIME));

    // when
    generator.onPeriodicEmit(output);

    // then
    assertThat(emitted).containsExactly(5_999L);
  }

  @Test
  void deadLettersAndEventsOfTheFutureLeaveItWhereItIs() {
    // given
    WatermarkGenerator<Arrived<SensorReading>> generator = generator(Duration.ofSeconds(1), true);
    Arrived<SensorReading> dead =
        new Arrived<>(
            null,
            DeadLetter.newBuilder()
                .setInput("i")
                .setStage("s")
                .setError("E")
                .setMessage("")
                .build(),
            RawRecord.NO_TIME,
            100);

    // when
    List.of(event(5_000, 4_000), event(5_001, 4_000), dead, event(9_000, RawRecord.NO_TIME))
        .forEach(arrived -> see(generator, arrived));

    // then
    assertThat(emitted).containsExactly(3_999L, 7_999L);
  }

  @Test
  void theFutureBeginsBeyondTheLimitAndOnlyWhereTheRecordHasATimestamp() {
    // given
    Duration maxFuture = Duration.ofSeconds(1);

    // when
    List<Boolean> future =
        List.of(event(5_000, 4_000), event(5_001, 4_000), event(5_001, RawRecord.NO_TIME)).stream()
            .map(arrived -> EventTimeWatermarks.inFuture(arrived, maxFuture))
            .toList();

    // then
    assertThat(future).containsExactly(false, true, false);
    assertThat(EventTimeWatermarks.inFuture(event(5_001, 0), null)).isFalse();
  }

  private static WatermarkGenerator<Arrived<SensorReading>> generator(
      Duration maxFuture, boolean perEvent) {
    WatermarkStrategy<Arrived<SensorReading>> strategy =
        EventTimeWatermarks.strategy(Duration.ofSeconds(1), maxFuture, null, perEvent);
    return strategy.createWatermarkGenerator(null);
  }

  private void see(
      WatermarkGenerator<Arrived<SensorReading>> generator, Arrived<SensorReading> arrived) {
    generator.onEvent(arrived, arrived.eventTime(), output);
  }

  private static Arrived<SensorReading> event(long time, long arrival) {
    return new Arrived<>(
        SensorReading.newBuilder()
            .setSource("m")
            .setSensor("t")
            .setEventTime(Instant.ofEpochMilli(time))
            .build(),
        null,
        time,
        arrival);
  }
}
