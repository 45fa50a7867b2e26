package io.millrace.runner.deadletters;

import io.millrace.formats.Decoded;
import io.millrace.kafka.DeadLetterLog;
import io.millrace.kafka.KafkaNeeds;
import io.millrace.kafka.Redrive;
import io.millrace.kafka.RedriveMarks;
import io.millrace.kafka.StoredLetter;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.launch.LiveServices;
import io.millrace.runner.tap.Tap;
import io.millrace.sdk.MillraceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The dead letters of one definition in one environment. */
public final class DeadLetterBox {
  private final Definition definition;
  private final LiveServices services;
  private final DeadLetterLog log;
  private final Set<String> inputTopics = new TreeSet<>();
  private final Consumer<String> warnings;

  /**
   * @param warnings where it is said what is no letter
   * @throws MillraceException if the environment has no Kafka, or an input no topic
   */
  public DeadLetterBox(Definition definition, Environment environment, Consumer<String> warnings) {
    this.definition = definition;
    this.services = new LiveServices(definition, environment);
    this.log = new DeadLetterLog(services.kafka(), services.deadLetterTopic());
    this.warnings = warnings;
    for (InputDefinition input : definition.inputs().values()) {
      inputTopics.add(services.topic(input));
    }
  }

  /** Hands on letters, each with when it was redriven. */
  public void list(LetterFilter filter, BiConsumer<StoredLetter, Optional<Instant>> seen) {
    RedriveMarks marks = marks();
    read(filter, letter -> seen.accept(letter, marks.of(letter)));
  }

  /**
   * Finds the letters at one place: of their own topic, or those of the record at a place of an
   * input, which are several only if a job went back beyond it.
   */
  public List<StoredLetter> find(LetterPlace place) {
    if (place.topic().isEmpty()) {
      return log.at(place.partition(), place.offset()).stream().toList();
    }
    List<StoredLetter> found = new ArrayList<>();
    OffsetRange offset = new OffsetRange(place.offset(), place.offset());
    read(
        new LetterFilter(null, null, null, null, place.topic().get(), place.partition(), offset),
        found::add);
    return found;
  }

  /** When letters were redriven. */
  public RedriveMarks marks() {
    return RedriveMarks.read(
        services.kafka(), services.deadLetterTopic(), services.redrivenTopic());
  }

  /**
   * What the record of a letter is read as now, in JSON.
   *
   * @param redacted fields that are hidden
   * @return empty if the definition has no such input any more, or the record was on no topic
   */
  public Optional<Decoded<String>> readNow(StoredLetter stored, List<String> redacted) {
    return Optional.ofNullable(definition.inputs().get(stored.letter().getInput()))
        .filter(input -> stored.letter().getTopic() != null)
        .map(input -> Tap.reading(services, input, redacted).apply(stored.record()));
  }

  /** Says what a redrive would do, and does nothing. */
  public RedriveReport tryRedrive(
      LetterFilter filter, int maxAttempts, BiConsumer<StoredLetter, String> seen) {
    RedriveMarks marks = marks();
    RedriveReport report = new RedriveReport(false);
    read(
        filter,
        letter -> {
          Judgement judgement = Judgement.of(letter, marks.of(letter), inputTopics, maxAttempts);
          report.add(judgement.kind());
          seen.accept(letter, judgement.about());
        });
    return report;
  }

  /**
   * Writes letters to where they came from, each once, however often and by however many this is
   * done.
   *
   * @param left receives each letter that is left alone, and why
   * @throws MillraceException CONFLICT if another redrive of these letters has begun meanwhile
   */
  public RedriveReport redrive(
      LetterFilter filter, int maxAttempts, BiConsumer<StoredLetter, String> left) {
    String letters = services.deadLetterTopic();
    KafkaNeeds needs = KafkaNeeds.none().reading(letters);
    for (String topic : inputTopics) {
      needs = needs.writing(topic);
    }
    services.kafka().check(needs.inTransactions(Redrive.transactionalId(letters)));
    RedriveReport report = new RedriveReport(true);
    try (Redrive redrive =
        Redrive.open(
            services.kafka(), letters, services.redrivenTopic(), services.createsTopics())) {
      read(
          filter,
          letter -> {
            Judgement judgement =
                Judgement.of(letter, redrive.marks().of(letter), inputTopics, maxAttempts);
            report.add(judgement.kind());
            if (judgement.kind() == Judgement.Kind.REDRIVEN) {
              redrive.write(letter);
            } else {
              left.accept(letter, judgement.about());
            }
          });
      redrive.commit();
      redrive.forgetOutlived();
    }
    return report;
  }

  private void read(LetterFilter filter, Consumer<StoredLetter> seen) {
    log.read(
        filter.from(),
        letter -> {
          if (filter.matches(letter)) {
            seen.accept(letter);
          }
        },
        stranger -> warnings.accept(stranger.getMessage()));
  }
}
