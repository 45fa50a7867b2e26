package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresConnectionTest {
  private static final String URL = "jdbc:postgresql://db:5432/analytics";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/analytics?password=hunter2",
        "jdbc:postgresql://db/analytics?ssl=true&PASSWORD=hunter2",
        "jdbc:postgresql://db/analytics?sslpassword=hunter2",
        "jdbc:postgresql://millrace:hunter2@db/analytics",
        "jdbc:postgresql://db?pwd=hunter2"
      })
  void aUrlWithAPasswordIsRefusedAndNotRepeated(String url) {
    // When
    var refusal =
        assertThatThrownBy(
            () -> new PostgresConnection(url, "millrace", Password.inEnvironment("P")));

    // Then
    refusal
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("holds a password; expected none there")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void whatIsNoAddressOfAPostgresqlDatabaseIsRefused() {
    refused(
        "jdbc:mysql://db/analytics", "millrace", "expected jdbc:postgresql://host:port/database");
    refused(URL + "?user=other", "millrace", "holds a user; expected it beside the URL");
    refused(URL, " ", "user of PostgreSQL is empty");
  }

  @Test
  void theSecretIsNeitherShownNorSerialised() throws Exception {
    // Given
    Path file = Files.writeString(folder.resolve("password"), "hunter2\nsecond line\n");
    PostgresConnection connection = new PostgresConnection(URL, "millrace", Password.inFile(file));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    // When
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(connection);
    }

    // Then
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain("hunter2");
    assertThat(connection.toString()).contains(URL, file.toString()).doesNotContain("hunter2");
    try (ObjectInputStream objects =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      PostgresConnection copy = (PostgresConnection) objects.readObject();
      assertThat(copy).isEqualTo(connection);
      assertThat(copy.password().read()).isEqualTo("hunter2");
    }
  }

  @Test
  void aPasswordThatIsNotThereIsNamed() throws Exception {
    // Given
    Path empty = Files.writeString(folder.resolve("empty"), "\n");

    // Then
    unreadable(Password.inFile(folder.resolve("none")), "none can't be read (NoSuchFileException)");
    unreadable(Password.inFile(empty), "has an empty first line");
    unreadable(Password.inEnvironment("MILLRACE_NO_SUCH"), "MILLRACE_NO_SUCH is not set");
  }

  private static void refused(String url, String user, String message) {
    assertThatThrownBy(() -> new PostgresConnection(url, user, Password.inEnvironment("P")))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining(message);
  }

  private static void unreadable(Password password, String message) {
    assertThatThrownBy(password::read)
        .isInstanceOfSatisfying(
            MillraceException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNREADABLE))
        .hasMessageContaining(message);
  }
}
