package io.millrace.hpc.jobs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JobStatementTest {
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final long MIDNIGHT = Jobs.MIDNIGHT.getEpochSecond();

  @Example
  void timesAreBelievedFromTheLongestRunBeforeTheEventToTwiceThatAfterIt() {
    // Given
    Instant first = Jobs.MIDNIGHT.minus(LONGEST);
    Instant last = Jobs.MIDNIGHT.plus(LONGEST.multipliedBy(2));
    JobEvent.Builder event = Jobs.submitted("1", 0).setSubmitTime(first).setEndTime(last);

    // When
    Attempt believed = one(event.build());
    Attempt not =
        one(event.setSubmitTime(first.minusNanos(1)).setEndTime(last.plusNanos(1)).build());

    // Then
    assertThat(believed.number(JobFact.SUBMIT)).isEqualTo(first.getEpochSecond());
    assertThat(believed.number(JobFact.END)).isEqualTo(last.getEpochSecond());
    assertThat(not.number(JobFact.SUBMIT)).isNull();
    assertThat(not.number(JobFact.END)).isNull();
  }

  @Example
  void aStartAfterALongWaitIsBelievedWithTheEndOfItsRun() {
    // Given a submission as event time, as in files
    Instant start = Jobs.MIDNIGHT.plus(Duration.ofDays(63));
    Instant end = start.plus(LONGEST);
    JobEvent.Builder event = Jobs.submitted("1", 0).setStartTime(start).setEndTime(end);

    // When
    Attempt believed = one(event.build());
    Attempt not = one(event.setEndTime(end.plusSeconds(1)).setRunS(1L).build());
    Attempt never = one(event.setStartTime(Jobs.MIDNIGHT.plus(Duration.ofDays(367))).build());

    // Then
    assertThat(believed.number(JobFact.START)).isEqualTo(start.getEpochSecond());
    assertThat(believed.number(JobFact.END)).isEqualTo(end.getEpochSecond());
    assertThat(not.number(JobFact.END)).isNull();
    assertThat(never.number(JobFact.START)).isNull();
    assertThat(never.number(JobFact.RUN)).isNull();
  }

  @Example
  void theWaitIsKeptOfASubmissionThatIsTooLongAgo() {
    // Given the end as event time, as on Kafka
    Instant start = Jobs.MIDNIGHT.minus(Duration.ofDays(1));
    JobEvent.Builder event = Jobs.submitted("1", 0).setStartTime(start).setEndTime(Jobs.MIDNIGHT);
    event.setSubmitTime(start.minus(Duration.ofDays(63)));

    // When
    Attempt facts = one(event.build());
    Attempt epoch = one(event.setSubmitTime(Instant.EPOCH).build());

    // Then
    assertThat(facts.number(JobFact.SUBMIT)).isNull();
    assertThat(facts.number(JobFact.WAIT)).isEqualTo(Duration.ofDays(63).toSeconds());
    assertThat(epoch.number(JobFact.WAIT)).isNull();
  }

  @Example
  void eachFieldThatIsNotBelievedIsTold() {
    // Given
    Instant far = Jobs.MIDNIGHT.plus(Duration.ofDays(4_000));
    JobEvent event =
        Jobs.submitted("1", 0)
            .setSubmitTime(Instant.EPOCH)
            .setEligibleTime(far)
            .setStartTime(far)
            .setEndTime(far)
            .setRunS(Long.MAX_VALUE)
            .setProcessors(Long.MAX_VALUE)
            .setClusterProcessors(-5L)
            .build();
    List<String> told = new ArrayList<>();

    // When
    JobStatement.of(event, LONGEST, told::add);

    // Then
    assertThat(told)
        .containsExactlyInAnyOrder(
            "submit_time",
            "eligible_time",
            "start_time",
            "end_time",
            "run_s",
            "processors",
            "cluster_processors");
  }

  @Example
  void whatEarlierVersionsKeptIsRead() throws IOException {
    // Given an attempt as version 1 wrote it: the same, without a wait at its end
    Attempt facts = one(Jobs.ended("1", 0, 1, 2, 4).build());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    facts.write(new DataOutputStream(bytes));
    byte[] before = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1);
    DataInputStream source = new DataInputStream(new ByteArrayInputStream(before));

    // When
    Attempt read = Attempt.read(source, 1);

    // Then
    assertThat(source.available()).isZero();
    assertThat(read.number(JobFact.END)).isEqualTo(facts.number(JobFact.END));
    assertThat(read.text(JobFact.QOS)).isEqualTo(facts.text(JobFact.QOS));
  }

  @Example
  void negativeAndEndlessAmountsAreNotKnown() {
    // When
    Attempt facts =
        one(Jobs.submitted("1", 0).setProcessors(-1L).setRunS(LONGEST.toSeconds() + 1).build());

    // Then
    assertThat(facts.number(JobFact.PROCESSORS)).isNull();
    assertThat(facts.number(JobFact.RUN)).isNull();
  }

  @Example
  void theSubmissionTellsAttemptsApartEvenWhereItIsNotBelieved() {
    // Given
    JobEvent event = Jobs.submitted("1", 0).setSubmitTime(Instant.EPOCH).build();

    // When
    JobStatement statement = JobStatement.of(event, LONGEST, field -> {}).get(0);

    // Then
    assertThat(statement.attempt()).isEqualTo("0");
    assertThat(statement.facts().number(JobFact.SUBMIT)).isNull();
  }

  @Example
  void clustersWithTheSameJobIdsAreKeptApart() {
    // Given
    JobEvent one = Jobs.submitted("1", 0).setCluster("c1").build();
    JobEvent other = Jobs.submitted("11", 0).setCluster("c").build();

    // When
    String key = JobStatement.of(one, LONGEST, field -> {}).get(0).key();

    // Then
    assertThat(key).isNotEqualTo(JobStatement.of(other, LONGEST, field -> {}).get(0).key());
  }

  @Example
  void aNameIsCutBetweenTwoLetters() {
    // Given one whose thousandth char is half of a letter
    JobEvent event = Jobs.submitted("1", 0).setUser("u".repeat(999) + "😀").build();

    // When
    Attempt facts = one(event);

    // Then
    assertThat(facts.text(JobFact.USER)).isEqualTo("u".repeat(999));
  }

  @Example
  void theTasksOfAnArrayAreReadFromTheWholeOfItsId() {
    // Given
    String list = IntStream.range(0, 5_000).mapToObj(Integer::toString).collect(joining(","));
    JobEvent event = Jobs.submitted("9_[" + list + "]", 0).build();

    // When
    List<JobStatement> statements = JobStatement.of(event, LONGEST, field -> {});

    // Then
    assertThat(statements)
        .extracting(JobStatement::job)
        .isEqualTo(IntStream.range(0, 5_000).mapToObj(task -> "9_" + task).toList());
  }

  @Property(tries = 200)
  void whatIsKnownOfAJobDoesNotDependOnTheOrderOfStatements(@ForAll long seed) throws IOException {
    // Given statements that contradict one another
    Random random = new Random(seed);
    List<JobStatement> statements = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      JobEvent.Builder event = Jobs.submitted("1", 0).setAttempt("" + random.nextInt(2));
      event.setUser(random.nextBoolean() ? null : "user-" + random.nextInt(3));
      event.setState(List.of("PENDING", "RUNNING", "COMPLETED").get(random.nextInt(3)));
      event.setStartTime(random.nextBoolean() ? null : Jobs.at(random.nextInt(5)));
      event.setEndTime(random.nextBoolean() ? null : Jobs.at(random.nextInt(9)));
      event.setProcessors(random.nextBoolean() ? null : (Long) (long) random.nextInt(3));
      statements.addAll(JobStatement.of(event.build(), LONGEST, field -> {}));
    }

    // When
    Job job = Job.unknown();
    statements.forEach(job::add);

    // Then
    List<UsageChange> accounts = JobAccounts.of("c", job, MIDNIGHT, Long.MAX_VALUE);
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(statements, random);
      Job other = Job.unknown();
      for (JobStatement statement : statements) {
        other.add(read(JobStatement.CODEC, statement));
        other = read(Job.CODEC, other);
      }
      assertThat(JobAccounts.of("c", other, MIDNIGHT, Long.MAX_VALUE)).isEqualTo(accounts);
    }
    for (UsageChange change : accounts) {
      assertThat(read(UsageChange.CODEC, change)).isEqualTo(change);
    }
  }

  private static Attempt one(JobEvent event) {
    return JobStatement.of(event, LONGEST, field -> {}).get(0).facts();
  }

  private static <T> T read(Codec<T> codec, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.write(codec.copy(value), new DataOutputStream(bytes));
    DataInputStream source = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    T read = codec.read(source, codec.version());
    assertThat(source.available()).isZero();
    return read;
  }
}
