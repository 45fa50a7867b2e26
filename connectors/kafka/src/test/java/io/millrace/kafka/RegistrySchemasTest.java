package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import io.millrace.formats.RetryableException;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class RegistrySchemasTest {
  private static final WriterSchemas NO_OTHERS =
      new WriterSchemas() {
        @Override
        public Optional<Schema> byFingerprint(long fingerprint) {
          return Optional.empty();
        }

        @Override
        public Optional<Schema> byId(int id) {
          return Optional.empty();
        }
      };

  private RegistryDouble registry;

  @BeforeEach
  void start() throws IOException {
    registry = new RegistryDouble();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aSchemaIsAskedForOnceAndKeptForEver() {
    // Given
    registry.answers("/schemas/ids/7", 200, "{\"schema\":\"\\\"long\\\"\"}");
    RegistrySchemas schemas = schemas(Duration.ofSeconds(5));

    // When
    Optional<Schema> first = schemas.byId(7);

    // Then
    assertThat(first).contains(Schema.create(Schema.Type.LONG));
    assertThat(schemas.byId(7)).isEqualTo(first);
    assertThat(registry.asked()).containsExactly("/schemas/ids/7");
  }

  @Test
  void anIdThatTheRegistryDoesNotHaveIsUnknownAndNotAskedForAgainAtOnce() {
    // Given
    RegistrySchemas schemas = schemas(Duration.ofSeconds(5));

    // When
    Optional<Schema> absent = schemas.byId(8);

    // Then
    assertThat(absent).isEmpty();
    assertThat(schemas.byId(8)).isEmpty();
    assertThat(registry.asked()).hasSize(1);
  }

  @Test
  void aSchemaOfAnotherLanguageIsUnknown() {
    // Given
    registry.answers("/schemas/ids/9", 200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");

    // When
    Optional<Schema> schema = schemas(Duration.ofSeconds(5)).byId(9);

    // Then
    assertThat(schema).isEmpty();
  }

  @Test
  void schemasThatASchemaRefersToAreFetchedToo() {
    // Given
    registry.answers(
        "/schemas/ids/10",
        200,
        """
        {"schema": "{\\"type\\":\\"array\\",\\"items\\":\\"plant.Unit\\"}",
         "references": [{"name": "plant.Unit", "subject": "plant/unit", "version": 2}]}""");
    registry.answers(
        "/subjects/plant%2Funit/versions/2",
        200,
        """
        {"subject": "plant/unit", "version": 2, "id": 3,
         "schema": "{\\"type\\":\\"enum\\",\\"name\\":\\"plant.Unit\\",\\"symbols\\":[\\"K\\"]}"}""");

    // When
    Optional<Schema> schema = schemas(Duration.ofSeconds(5)).byId(10);

    // Then
    assertThat(schema).isPresent();
    assertThat(schema.get().getElementType().getEnumSymbols()).containsExactly("K");
  }

  @Test
  void aShortOutageIsWaitedOut() {
    // Given
    registry.answers("/schemas/ids/7", 200, "{\"schema\":\"\\\"long\\\"\"}");
    registry.failsWith(503, 500, 429);

    // When
    Optional<Schema> schema = schemas(Duration.ofSeconds(20)).byId(7);

    // Then
    assertThat(schema).isPresent();
    assertThat(registry.asked()).hasSize(4);
  }

  @Test
  void aLongOutageIsAReasonToTryLaterAndNoDeadLetter() {
    // Given
    registry.close();
    Decoder<SensorReading> decoder = decoder(schemas(Duration.ofSeconds(1)));
    long before = System.nanoTime();

    // When
    var failure = assertThatThrownBy(() -> decoder.decode(framed(7)));

    // Then
    failure.isInstanceOf(RetryableException.class).hasMessageContaining(registry.url());
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(3));
  }

  @Test
  void anAddressThatIsNoRegistryIsNoReasonForDeadLetters() {
    // Given
    registry.answers("/schemas/ids/7", 404, "<html>Not here</html>");
    Decoder<SensorReading> decoder = decoder(schemas(Duration.ofSeconds(1)));

    // When
    var failure = assertThatThrownBy(() -> decoder.decode(framed(7)));

    // Then
    failure.isInstanceOf(RetryableException.class).hasMessageContaining("URL may lack a path");
  }

  @Test
  void theLoginIsSentAndARefusalDoesNotShowIt() {
    // Given
    registry.failsWith(401);
    RegistryConnection connection =
        new RegistryConnection(registry.url(), "plant:s3cret", Duration.ofSeconds(5));

    // When
    var failure = assertThatThrownBy(() -> RegistrySchemas.check(connection));

    // Then
    failure
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("login is refused")
        .message()
        .doesNotContain("s3cret");
    assertThat(registry.logins()).containsExactly("Basic cGxhbnQ6czNjcmV0");
    assertThat(connection.toString()).doesNotContain("s3cret").contains(registry.url());
  }

  @Test
  void aLoginInTheUrlIsRefusedWithoutShowingIt() {
    // Given
    String url = "https://plant:s3cret@registry:8081";

    // When
    var refusal = assertThatThrownBy(() -> RegistryConnection.to(url, null));

    // Then
    refusal.isInstanceOf(MillraceException.class).message().doesNotContain("s3cret");
  }

  @Test
  void aRecordInTheFramingOfTheRegistryIsReadByTheSchemaOfItsId() throws Exception {
    // Given
    registry.answers(
        "/schemas/ids/7",
        200,
        "{\"schema\":" + TextNode.valueOf(SensorReading.getClassSchema().toString()) + "}");
    AvroFormat format =
        new AvroFormat(
            RegistrySchemas.provider(RegistryConnection.to(registry.url(), null), () -> NO_OTHERS));
    Decoder<SensorReading> decoder = InstantiationUtil.clone(format).decoder(SensorReading.class);

    // When
    Decoded<SensorReading> decoded = decoder.decode(framed(7));

    // Then
    assertThat(decoded).isEqualTo(new Decoded.Ok<>(Readings.at(1)));
    assertThat(decoder.decode(framed(8)))
        .isInstanceOfSatisfying(
            Decoded.Bad.class, bad -> assertThat(bad.code()).isEqualTo(ErrorCode.UNKNOWN_SCHEMA));
  }

  private RegistrySchemas schemas(Duration patience) {
    return new RegistrySchemas(
        new RegistryConnection(registry.url() + "/", null, patience), NO_OTHERS);
  }

  private static Decoder<SensorReading> decoder(RegistrySchemas schemas) {
    return new AvroFormat(() -> schemas).decoder(SensorReading.class);
  }

  /** A reading behind a zero and an id, in place of the ten bytes of single-object encoding. */
  private static RawRecord framed(int id) {
    byte[] single = Readings.bytes(Readings.at(1));
    ByteBuffer framed = ByteBuffer.allocate(5 + single.length - 10);
    framed.put((byte) 0).putInt(id).put(single, 10, single.length - 10);
    return RawRecord.inFile(framed.array(), "t", 1);
  }
}
