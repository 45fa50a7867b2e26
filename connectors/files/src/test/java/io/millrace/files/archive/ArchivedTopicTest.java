package io.millrace.files.archive;

import static io.millrace.files.archive.CountingFileSystem.OPENED;
import static io.millrace.files.archive.WrittenArchive.offsets;
import static io.millrace.files.archive.WrittenArchive.range;
import static io.millrace.files.archive.WrittenArchive.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.sdk.MillraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivedTopicTest {
  private static final int FILES = 50;
  private static final int RECORDS = 20;

  @TempDir Path folder;
  private WrittenArchive archive;

  @BeforeEach
  void writeFiles() throws Exception {
    archive = new WrittenArchive(folder);
    for (long file = 0; file < FILES; file++) {
      long[] offsets = LongStream.range(file * RECORDS, (file + 1) * RECORDS).toArray();
      archive.file(file + ".avro", run(offsets));
    }
  }

  @Test
  void aLookOpensOnlyTheFilesOfItsRecordsHoweverManyThereAre() throws Exception {
    // Given
    ArchivedTopic topic = ArchivedTopic.open("counted:" + archive.path(), "t");
    OPENED.set(0);

    // When
    List<Long> inside = offsets(topic.first(range(500, 1_000), 9));
    int ofOne = OPENED.getAndSet(0);
    List<Long> across = offsets(topic.first(range(517, 1_000), 9));
    int ofTwo = OPENED.getAndSet(0);

    // Then
    assertThat(inside).isEqualTo(LongStream.range(500, 509).boxed().toList());
    assertThat(across).isEqualTo(LongStream.range(517, 526).boxed().toList());
    assertThat(ofOne).isEqualTo(1);
    assertThat(ofTwo).isEqualTo(2);
  }

  @Test
  void whatItLacksIsRefused() throws Exception {
    // Given
    ArchivedTopic topic = ArchivedTopic.open(archive.path(), "t");

    // Then
    assertThat(topic.coverage()).containsOnlyKeys(0);
    assertThatThrownBy(() -> topic.first(range(990, 1_001), 1))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("[1000, 1001)");
    assertThatThrownBy(() -> topic.first(new PartitionRange("t", 1, 0, 1), 1))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("[0, 1)");
  }

  @Test
  void aRangeThatEndsBeforeSoManyRecordsHasFewer() throws Exception {
    // Given
    ArchivedTopic topic = ArchivedTopic.open(archive.path(), "t");

    // When
    List<Long> found = offsets(topic.first(range(995, 1_000), 9));

    // Then
    assertThat(found).containsExactly(995L, 996L, 997L, 998L, 999L);
  }
}
