package io.millrace.runner.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

class ResultSpanTest {
  private static final long DAY = 86_400_000L;
  private static final Schema TIME =
      LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
  private static final Schema MAYBE = Schema.createUnion(Schema.create(Schema.Type.NULL), TIME);

  @Test
  void aWindowIsWithinARangeThatHoldsAllOfIt() {
    // given
    Schema schema = schema("window_start", TIME, "window_end", TIME);

    // then
    assertThat(within(schema, 10L, 20L)).isTrue();
    assertThat(within(schema, 9L, 15L)).isFalse();
    assertThat(within(schema, 15L, 21L)).isFalse();
  }

  @Test
  void aWindowThatReachesIntoTheRangeIsNotBeforeIt() {
    // given
    ResultSpan span = ResultSpan.of(schema("window_start", TIME, "window_end", TIME)).orElseThrow();

    // then
    assertThat(span.isBefore(window(5L, 10L), 10 * DAY)).isTrue();
    assertThat(span.isBefore(window(5L, 11L), 10 * DAY)).isFalse();
  }

  @Test
  void anEpisodeThatHasNotEndedIsKeptForItMayLieWithin() {
    // given
    Schema schema = schema("start", TIME, "end", MAYBE);

    // then
    assertThat(within(schema, 10L, null)).isTrue();
    assertThat(within(schema, 10L, 21L)).isFalse();
  }

  @Test
  void aResultOfOneInstantIsWithinIfThatIs() {
    // given
    Schema schema = schema("event_time", TIME, "value", Schema.create(Schema.Type.LONG));

    // then
    assertThat(within(schema, 10L, 0L)).isTrue();
    assertThat(within(schema, 19L, 0L)).isTrue();
    assertThat(within(schema, 20L, 0L)).isFalse();
    assertThat(within(schema, 9L, 0L)).isFalse();
  }

  @Test
  void whatIsOfNoTimeHasNoSpan() {
    // given
    Schema text = Schema.create(Schema.Type.STRING);

    // then
    assertThat(ResultSpan.of(schema("window_start", text, "window_end", text))).isEmpty();
  }

  private static GenericData.Record window(long start, long end) {
    GenericData.Record result =
        new GenericData.Record(schema("window_start", TIME, "window_end", TIME));
    result.put(0, day(start));
    result.put(1, day(end));
    return result;
  }

  private static boolean within(Schema schema, Object first, Object second) {
    GenericData.Record result = new GenericData.Record(schema);
    result.put(0, day(first));
    result.put(1, schema.getFields().get(1).name().equals("value") ? second : day(second));
    return ResultSpan.of(schema).orElseThrow().isWithin(result, 10 * DAY, 20 * DAY);
  }

  private static Object day(Object number) {
    return number == null ? null : (Object) ((Long) number * DAY);
  }

  private static Schema schema(String first, Schema type, String second, Schema secondType) {
    return SchemaBuilder.record("Result")
        .fields()
        .name(first)
        .type(type)
        .noDefault()
        .name(second)
        .type(secondType)
        .noDefault()
        .endRecord();
  }
}
