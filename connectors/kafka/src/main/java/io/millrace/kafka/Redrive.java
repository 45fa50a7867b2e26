package io.millrace.kafka;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes dead letters back to where they came from, each once.
 *
 * <p>A redriven record and the {@linkplain RedriveMarks mark} of its letter are written in one
 * transaction: either both are there or none. All redrives of one topic of letters have the same
 * transactional id. Whoever opens one ends what an earlier one has left open, and only then reads
 * the marks; the earlier one, should it still live, writes nothing more.
 */
public final class Redrive implements AutoCloseable {
  /**
   * Letters of one transaction, and the bytes of their records after which it has no more. They
   * wait here, for a transaction must not stay open while a topic is searched for the next one.
   */
  private static final int BATCH = 500;

  private static final long BATCH_BYTES = 16L * 1024 * 1024;

  /** For so long, one that was killed holds up those who read committed records. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(1);

  private final KafkaConnection connection;
  private final String letters;
  private final String marksTopic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Integer> partitions = new HashMap<>();
  private final List<StoredLetter> batch = new ArrayList<>();
  private RedriveMarks marks;
  private long batchBytes;
  private long committed;

  private Redrive(
      KafkaConnection connection,
      String letters,
      String marksTopic,
      KafkaProducer<byte[], byte[]> producer) {
    this.connection = connection;
    this.letters = letters;
    this.marksTopic = marksTopic;
    this.producer = producer;
  }

  /** What the ids of transactions begin with that redrive letters of a topic. */
  public static String transactionalId(String letters) {
    return "millrace.redrive." + letters;
  }

  /**
   * Ends every other redrive of these letters, and reads what was redriven.
   *
   * @param letters the topic of letters
   * @param marks the topic of marks
   * @param create whether the topic of marks is made if it is missing
   * @throws MillraceException UNKNOWN_NAME if a topic is missing; CONFLICT if that of marks is not
   *     compacted; EXTERNAL if Kafka does not answer or refuses
   */
  public static Redrive open(
      KafkaConnection connection, String letters, String marks, boolean create) {
    new BootstrapServers(connection.bootstrap()).reach(KafkaCheck.CONNECT);
    RedriveMarks.require(connection, marks, create);
    Properties settings = KafkaProducers.settings(connection);
    settings.setProperty("client.id", "millrace-redrive");
    settings.setProperty("transactional.id", transactionalId(letters));
    settings.setProperty("transaction.timeout.ms", Long.toString(TRANSACTION_TIMEOUT.toMillis()));
    Redrive redrive;
    try {
      redrive =
          new Redrive(
              connection,
              letters,
              marks,
              new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    } catch (KafkaException refused) {
      throw KafkaFailures.refusedProperties(connection, refused);
    }
    try {
      redrive.begin();
      return redrive;
    } catch (RuntimeException failure) {
      redrive.close();
      throw failure;
    }
  }

  private void begin() {
    try {
      producer.initTransactions();
    } catch (KafkaException failure) {
      throw failed(failure);
    }
    // Not before: a transaction of another one may have been about to commit.
    marks = RedriveMarks.read(connection, letters, marksTopic);
  }

  /** What was redriven before this began. */
  public RedriveMarks marks() {
    return marks;
  }

  /**
   * Writes a letter's record to its partition, as it was; by its key, where the topic no longer has
   * that partition. It is there when {@link #commit} has returned.
   *
   * @param letter of a record from a topic, without a mark, and not written before
   * @throws MillraceException CONFLICT if another redrive has begun; EXTERNAL if Kafka does not
   *     answer or refuses
   */
  public void write(StoredLetter letter) {
    batch.add(letter);
    ByteBuffer value = letter.letter().getValue();
    batchBytes += value == null ? 0 : value.remaining();
    if (batch.size() == BATCH || batchBytes >= BATCH_BYTES) {
      commit();
    }
  }

  /** Sends what waits: the first half of {@link #commit}. */
  void produce() {
    try {
      producer.beginTransaction();
      for (StoredLetter letter : batch) {
        int attempt = letter.attempt() + 1;
        producer.send(record(letter, attempt));
        producer.send(
            new ProducerRecord<>(
                marksTopic, bytes(marks.key(letter)), bytes(Integer.toString(attempt))));
      }
    } catch (KafkaException failure) {
      throw failed(failure);
    }
  }

  private ProducerRecord<byte[], byte[]> record(StoredLetter stored, int attempt) {
    DeadLetter letter = stored.letter();
    int known =
        partitions.computeIfAbsent(
            letter.getTopic(), topic -> producer.partitionsFor(topic).size());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            letter.getTopic(),
            letter.getPartition() < known ? letter.getPartition() : null,
            KafkaBytes.of(letter.getKey()),
            KafkaBytes.of(letter.getValue()));
    Headers headers = record.headers();
    for (RecordHeader header : stored.ownHeaders()) {
      headers.add(header.getKey(), KafkaBytes.of(header.getValue()));
    }
    HeaderText.add(headers, StoredLetter.ATTEMPT, attempt);
    HeaderText.add(headers, StoredLetter.LETTER, stored.id());
    return record;
  }

  /** Makes what was written visible, for good. */
  public void commit() {
    if (batch.isEmpty()) {
      return;
    }
    produce();
    finish();
  }

  /** The second half of {@link #commit}. */
  void finish() {
    try {
      producer.commitTransaction();
    } catch (KafkaException failure) {
      throw failed(failure);
    }
    committed += batch.size();
    batch.clear();
    batchBytes = 0;
  }

  /**
   * Deletes the marks of letters that retention has deleted. To be called after the last commit.
   */
  public void forgetOutlived() {
    Map<Integer, Long> beginnings = new HashMap<>();
    KafkaOffsets.beginning(connection, letters)
        .forEach((partition, offset) -> beginnings.put(partition.partition(), offset));
    List<String> outlived = marks.outlived(beginnings);
    if (outlived.isEmpty()) {
      return;
    }
    try {
      producer.beginTransaction();
      outlived.forEach(key -> producer.send(new ProducerRecord<>(marksTopic, bytes(key), null)));
      producer.commitTransaction();
    } catch (KafkaException failure) {
      throw failed(failure);
    }
  }

  /** How many letters this has redriven. */
  public long committed() {
    return committed;
  }

  private MillraceException failed(KafkaException failure) {
    String so = committed + " letters were redriven, and none twice";
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof ProducerFencedException || one instanceof InvalidProducerEpochException) {
        return new MillraceException(
            ErrorCode.CONFLICT,
            "Another redrive of '%s' has begun, and this one stops; before that, %s"
                .formatted(letters, so));
      }
    }
    MillraceException reason =
        KafkaFailures.of(connection, "Redrive of '" + letters + "'", failure);
    return new MillraceException(
        reason.code(), reason.getMessage() + "; before that, " + so + "; it may be run again");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What was written and not committed is as if it had not been. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
