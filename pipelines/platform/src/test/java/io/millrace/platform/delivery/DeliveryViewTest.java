package io.millrace.platform.delivery;

import static io.millrace.platform.delivery.Arrivals.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.platform.Arrival;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class DeliveryViewTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static final Schema BEAT =
      SchemaBuilder.record("Beat")
          .namespace("my.own")
          .fields()
          .requiredString("site")
          .optionalString("host")
          .requiredInt("number")
          .requiredDouble("load")
          .endRecord();

  @Test
  void anySchemaIsReadByTheNamesOfItsFields() {
    // Given
    DeliveryView view = new DeliveryView(parameters("source", "host", "sequence", "number"));
    GenericRecord event = new GenericData.Record(BEAT);

    // When
    List<String> fields = view.fields(BEAT);
    event.put(0, "a-1");
    event.put(1, 7);
    Arrival arrival = view.of(event, TIME, TIME.plusMillis(5));

    // Then
    assertThat(fields).containsExactly("host", "number");
    assertThat(arrival).isEqualTo(new Arrival("a-1", null, 7L, TIME, TIME.plusMillis(5)));
  }

  @Test
  void whatAnEventDoesNotSayIsEmptyAndHasNoNumber() {
    // Given
    DeliveryView view = new DeliveryView(parameters("source", "host"));

    // When
    Arrival arrival = view.of(new GenericData.Record(BEAT), TIME, null);

    // Then
    assertThat(arrival).isEqualTo(new Arrival("", null, null, TIME, null));
  }

  @Test
  void sourcesOfSeveralFieldsAreNeverMistakenForEachOther() {
    // Given
    DeliveryParameters several =
        new DeliveryParameters(
            List.of("site", "host"),
            "",
            "",
            parameters().window(),
            parameters().silentAfter(),
            parameters().retention());
    DeliveryView view = new DeliveryView(several);
    GenericRecord one = new GenericData.Record(BEAT);
    one.put(0, "a/b");
    one.put(1, "c");
    GenericRecord other = new GenericData.Record(BEAT);
    other.put(0, "a");
    other.put(1, "b/c");

    // Then
    assertThat(view.of(one, TIME, null).getSource()).isEqualTo("a%2Fb/c");
    assertThat(view.of(other, TIME, null).getSource()).isEqualTo("a/b%2Fc");
  }

  @Test
  void aWrongNameIsRefusedWithWhatWasMeant() {
    assertThatThrownBy(() -> new DeliveryView(parameters("source", "hots")).fields(BEAT))
        .hasMessage("parameter 'source': Beat has no field 'hots'; did you mean 'host'?")
        .satisfies(refused -> hasCode(refused, ErrorCode.UNKNOWN_NAME));
  }

  @Test
  void allWrongNamesAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                new DeliveryView(parameters("source", "hots", "epoch", "incarnation")).fields(BEAT))
        .hasMessage(
            "parameter 'source': Beat has no field 'hots'; did you mean 'host'?; parameter 'epoch':"
                + " Beat has no field 'incarnation'; known: site, host, number, load");
  }

  @Test
  void aFieldThatCantBeASequenceIsRefused() {
    assertThatThrownBy(
            () -> new DeliveryView(parameters("source", "host", "sequence", "load")).fields(BEAT))
        .hasMessage("parameter 'sequence': Beat.load is \"double\"; expected a whole number")
        .satisfies(refused -> hasCode(refused, ErrorCode.WRONG_TYPE));
  }

  private static void hasCode(Throwable refused, ErrorCode code) {
    assertThat(((MillraceException) refused).code()).isEqualTo(code);
  }
}
