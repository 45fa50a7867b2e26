package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.sample.Sample;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeFieldTest {
  static {
    AvroTrust.establish();
  }

  @ParameterizedTest
  @CsvSource({
    "time, 2026-01-01T00:00:00.123Z, 1767225600123",
    "micros, 1969-12-31T23:59:59.999999Z, -1",
    "big, 1900-01-01T00:00:00Z, -2208988800000",
  })
  void timesOfEveryPrecisionAreMilliseconds(String field, Instant time, long millis)
      throws BadRecordException {
    // given
    Sample sample =
        Sample.newBuilder()
            .setName("n")
            .setTime(time)
            .setMicros(time)
            .setBig(time.toEpochMilli())
            .build();

    // when
    long read = EventTimeField.of(RecordType.of(Sample.class), field).millis(sample);

    // then
    assertThat(read).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"1899-12-31T23:59:59.999Z", "2500-01-01T00:00:00Z", "+292278994-08-17T07:12:55.807Z"})
  void timesOfNoCalendarOfOursAreRefused(Instant time) {
    // given
    Sample sample = Sample.newBuilder().setName("n").setTime(time).build();
    EventTimeField field = EventTimeField.of(RecordType.of(Sample.class), "time");

    // when
    assertThatThrownBy(() -> field.millis(sample))
        // then
        .isInstanceOfSatisfying(
            BadRecordException.class, bad -> assertThat(bad.code()).isEqualTo(ErrorCode.BAD_TIME))
        .hasMessage("time: expected a time from 1900 to 2499, got " + time);
  }

  @Test
  void noTimeIsRefused() {
    // given
    Sample sample = Sample.newBuilder().setName("n").build();
    EventTimeField field = EventTimeField.of(RecordType.of(Sample.class), "micros");

    // when
    assertThatThrownBy(() -> field.millis(sample))
        // then
        .isInstanceOf(BadRecordException.class)
        .hasMessage("micros: expected a time, got null");
  }

  @Test
  void anUnknownFieldIsRefusedWithWhatWasMeant() {
    // given
    String field = "eventtime";

    // when
    assertThatThrownBy(() -> EventTimeField.of(RecordType.of(SensorReading.class), field))
        // then
        .isInstanceOfSatisfying(
            MillraceException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_NAME))
        .hasMessage("SensorReading has no field 'eventtime'; did you mean 'event_time'?");
  }

  @ParameterizedTest
  @CsvSource({"value, double", "day, date", "local, local-timestamp-millis", "either, union"})
  void aFieldThatHoldsNoTimeIsRefused(String field, String type) {
    // given
    RecordType<Sample> schema = RecordType.of(Sample.class);

    // when
    assertThatThrownBy(() -> EventTimeField.of(schema, field))
        // then
        .isInstanceOfSatisfying(
            MillraceException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.WRONG_TYPE))
        .hasMessageContaining("it is a " + type);
  }
}
