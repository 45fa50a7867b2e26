package io.millrace.kafka;

import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A dead letter where it lies.
 *
 * @param topic of dead letters
 * @param time when it was written
 */
public record StoredLetter(
    String topic, int partition, long offset, Instant time, DeadLetter letter) {

  /** The header of a redriven record that says which attempt at it this is, from 2. */
  static final String ATTEMPT = "millrace.attempt";

  /** The header of a redriven record that says which letter it comes from. */
  static final String LETTER = "millrace.letter";

  /** Where it lies in its topic: {@code PARTITION@OFFSET}. */
  public String place() {
    return partition + "@" + offset;
  }

  /** Where it lies: {@code TOPIC-PARTITION@OFFSET}. */
  public String id() {
    return topic + "-" + place();
  }

  /** Where its record stood: {@code TOPIC-PARTITION@OFFSET}; {@code -} if it was on no topic. */
  public String original() {
    return letter.getTopic() == null
        ? "-"
        : letter.getTopic() + "-" + letter.getPartition() + "@" + letter.getOffset();
  }

  /** How often its record has been tried: 1 for one that was never redriven. */
  public int attempt() {
    return letter.getHeaders().stream()
        .filter(header -> header.getKey().equals(ATTEMPT) && header.getValue() != null)
        .reduce((first, second) -> second)
        .map(StoredLetter::number)
        .orElse(1);
  }

  /** Of another hand's header of that name, whatever it says, the count begins anew. */
  private static int number(RecordHeader header) {
    try {
      return Math.max(1, Integer.parseInt(HeaderText.read(KafkaBytes.of(header.getValue()))));
    } catch (NumberFormatException none) {
      return 1;
    }
  }

  /** Its record, where it stood. Without a time of arrival: the letter does not say whose it is. */
  public RawRecord record() {
    Instant timestamp = letter.getTimestamp();
    return new RawRecord(
        KafkaBytes.of(letter.getValue()),
        KafkaBytes.of(letter.getKey()),
        ownHeaders().stream()
            .map(one -> new RawRecord.Header(one.getKey(), KafkaBytes.of(one.getValue())))
            .toList(),
        new Position.InTopic(letter.getTopic(), letter.getPartition(), letter.getOffset()),
        timestamp == null ? RawRecord.NO_TIME : timestamp.toEpochMilli(),
        RawRecord.NO_TIME);
  }

  /** Whether the value of its record was too large for the topic of letters, and is not whole. */
  public boolean isCut() {
    return letter.getHeaders().stream()
        .anyMatch(header -> header.getKey().equals(FittingSerializer.CUT));
  }

  /** The headers of its record as its producer wrote them. */
  public List<RecordHeader> ownHeaders() {
    Set<String> added = Set.of(ATTEMPT, LETTER, FittingSerializer.CUT);
    return letter.getHeaders().stream().filter(header -> !added.contains(header.getKey())).toList();
  }
}
