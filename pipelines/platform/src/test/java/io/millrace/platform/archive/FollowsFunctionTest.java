package io.millrace.platform.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.testkit.OperatorHarness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.junit.jupiter.api.Test;

class FollowsFunctionTest {
  static {
    AvroTrust.establish();
  }

  @Test
  void aRecordFollowsTheOneBeforeItOfItsPartition() throws Exception {
    // Given
    try (var operator = instance(1, 0).open()) {

      // When
      send(operator, "t", 0, 5);
      send(operator, "t", 1, 8);
      send(operator, "u", 0, 2);
      send(operator, "t", 0, 9);
      send(operator, "t", 1, 9);

      // Then
      assertThat(follows(operator))
          .containsExactly("t-0@5<5", "t-1@8<8", "u-0@2<2", "t-0@9<6", "t-1@9<9");
    }
  }

  @Test
  void whicheverInstanceReadsAPartitionAfterARestoreKnowsWhatItFollows() throws Exception {
    // Given
    List<OperatorSubtaskState> snapshots = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (var operator = instance(2, i).open()) {
        send(operator, "t", i, 10 + i);
        snapshots.add(operator.snapshot());
      }
    }
    // The partitions change places, and the second run keeps what it knew of those it gave away.
    List<OperatorSubtaskState> again = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (var operator = instance(2, i).restore(snapshots)) {
        send(operator, "t", 1 - i, 20);
        again.add(operator.snapshot());
      }
    }

    // When
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (var operator = instance(3, i).restore(again)) {
        send(operator, "t", 0, 30);
        send(operator, "t", 1, 31);
        told.addAll(follows(operator));
      }
    }

    // Then
    assertThat(told)
        .containsExactly(
            "t-0@30<21", "t-1@31<21", "t-0@30<21", "t-1@31<21", "t-0@30<21", "t-1@31<21");
  }

  @Test
  void recordsOutOfTheirOrderAreRefusedForTheyWouldClaimThatOthersDoNotExist() throws Exception {
    // Given
    try (var operator = instance(1, 0).open()) {
      send(operator, "t", 0, 7);

      // Then
      assertThatThrownBy(() -> send(operator, "t", 0, 5))
          .hasMessage(
              "t-0: offset 5 came behind offset 7; expected the records of a partition in their"
                  + " order");
    }
  }

  private static OperatorHarness<ArchivedRecord, ArchivedRecord> instance(
      int parallelism, int index) throws Exception {
    return OperatorHarness.of(
        new StreamMap<>(new FollowsFunction()),
        new AvroRecordTypeInfo<>(ArchivedRecord.class),
        parallelism,
        index);
  }

  private static void send(
      OperatorHarness<ArchivedRecord, ArchivedRecord> operator,
      String topic,
      int partition,
      long offset)
      throws Exception {
    operator.element(
        ArchivedRecord.newBuilder()
            .setTopic(topic)
            .setPartition(partition)
            .setOffset(offset)
            .setFollows(offset)
            .setEventTime(Instant.EPOCH)
            .build(),
        0);
  }

  private static List<String> follows(OperatorHarness<ArchivedRecord, ArchivedRecord> operator) {
    return operator.take().stream()
        .map(
            record ->
                "%s-%d@%d<%d"
                    .formatted(
                        record.getTopic(),
                        record.getPartition(),
                        record.getOffset(),
                        record.getFollows()))
        .toList();
  }
}
