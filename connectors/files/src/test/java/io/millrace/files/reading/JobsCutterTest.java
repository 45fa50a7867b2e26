package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobsCutterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jobs\": [{\"a\": 1},\n {\"b\": [2]}], \"meta\": {\"jobs\": [3]}, \"errors\": []}",
        " {\"meta\": {\"jobs\": [{\"x\": \"]}\\\"\"}]}, \"errors\": [], \"jobs\" : [ {\"a\": 1},{\"b\": [2]} ] }\n",
        "{\"errors\":[\"[\"],\"warnings\":null,\"jobs\":[{\"a\": 1}, {\"b\": [2]}]}",
        "{\"a\": 1}\n{\"b\": [2]}",
        "[{\"a\": 1}, {\"b\": [2]}]"
      })
  void aDocumentIsCutIntoItsJobsWhereverTheyStand(String text) {
    assertThat(texts(text)).containsExactly("{\"a\": 1}", "{\"b\": [2]}");
  }

  @Test
  void aDocumentWithoutJobsIsTold() {
    // When
    List<Piece> pieces = pieces("{\"meta\": {}, \"errors\": [\"no access\"]}");

    // Then
    assertThat(pieces).hasSize(1);
    assertThat(pieces.get(0).bad().message())
        .isEqualTo("expected an array 'jobs' in the JSON document");
  }

  @Test
  void aDocumentThatEndsWithinItsJobsIsTold() {
    // When
    List<Piece> pieces = pieces("{\"jobs\": [{\"a\": 1}, ");

    // Then
    assertThat(pieces).hasSize(2);
    assertThat(pieces.get(1).bad().message()).contains("ends within its array");
  }

  private static List<String> texts(String text) {
    return pieces(text).stream()
        .map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private static List<Piece> pieces(String text) {
    Cutter cutter =
        new JobsCutter(new Window(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    List<Piece> pieces = new ArrayList<>();
    for (Piece piece = cutter.next(); piece != null; piece = cutter.next()) {
      pieces.add(piece);
    }
    return pieces;
  }
}
