package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one event says of one job.
 *
 * @param cluster empty where the event does not say it
 * @param job its id; a task of an array is a job
 * @param attempt tells the attempts of the job apart
 */
record JobStatement(String cluster, String job, String attempt, Attempt facts) {
  static final Codec<JobStatement> CODEC = new JobStatementCodec();

  /**
   * More letters are no name. It keeps what is known of a job small, and every text below the 64
   * KiB that {@link DataOutput#writeUTF} takes.
   */
  private static final int LONGEST = 1_000;

  /** No cluster has more processors; and sums of more might overflow. */
  private static final long MOST_PROCESSORS = 2_000_000_000;

  /** A job that waits costs nothing until it starts, so what queues have seen is believed. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(366);

  /**
   * The statements of an event: one for each task that it names.
   *
   * <p>A time that is more than {@code longest} before that of the event is not believed, for by
   * then the job is forgotten and would count again; of its submission the wait is kept. Nor is a
   * start that is more than a year after the event, or twice {@code longest} where that is more;
   * nor an end that is more than twice {@code longest} after the event and more than {@code
   * longest} after the start: one wrong clock would else fill the calendar. What is not believed is
   * not known, and no other time stands for it.
   *
   * @param longest that a job may run
   * @param notBelieved told of each field of the event that is not believed
   */
  static List<JobStatement> of(JobEvent event, Duration longest, Consumer<String> notBelieved) {
    Beliefs believed = new Beliefs(event.getEventTime(), longest, notBelieved);
    Attempt facts = new Attempt();
    Instant lastStart = believed.after(max(longest.multipliedBy(2), LONGEST_WAIT));
    Long submit = believed.time("submit_time", event.getSubmitTime(), lastStart);
    Long start = believed.time("start_time", event.getStartTime(), lastStart);
    Instant lastEnd = believed.after(longest.multipliedBy(2));
    if (start != null) {
      Instant lastOfRun = Instant.ofEpochSecond(start).plus(longest);
      lastEnd = lastOfRun.isAfter(lastEnd) ? lastOfRun : lastEnd;
    }
    facts.set(JobFact.SUBMIT, submit);
    facts.set(JobFact.ELIGIBLE, believed.time("eligible_time", event.getEligibleTime(), lastStart));
    facts.set(JobFact.START, start);
    facts.set(JobFact.END, believed.time("end_time", event.getEndTime(), lastEnd));
    facts.set(JobFact.WAIT, submit == null ? wait(event.getSubmitTime(), start) : null);
    Long run = believed.amount("run_s", event.getRunS(), longest.toSeconds());
    // A run whose start is wrong is not placed at the submission, as one without a start is.
    facts.set(JobFact.RUN, start == null && event.getStartTime() != null ? null : run);
    facts.set(
        JobFact.PROCESSORS, believed.amount("processors", event.getProcessors(), MOST_PROCESSORS));
    facts.set(
        JobFact.CAPACITY,
        believed.amount("cluster_processors", event.getClusterProcessors(), MOST_PROCESSORS));
    facts.set(JobFact.STATE, name(event.getState()));
    facts.set(JobFact.USER, name(event.getUser()));
    facts.set(JobFact.ACCOUNT, name(event.getAccount()));
    facts.set(JobFact.QUEUE, name(event.getQueue()));
    facts.set(JobFact.QOS, name(event.getQos()));
    facts.stamp();
    String cluster = event.getCluster() == null ? "" : name(event.getCluster());
    String attempt = name(event.getAttempt());
    if (attempt == null) {
      // As it stands, believed or not: it tells attempts apart.
      Instant submitted = event.getSubmitTime();
      attempt = submitted == null ? "" : Long.toString(submitted.getEpochSecond());
    }
    List<JobStatement> statements = new ArrayList<>();
    for (String job : ArrayTasks.of(event.getJobId())) {
      statements.add(new JobStatement(cluster, name(job), attempt, facts));
    }
    return statements;
  }

  private static Long wait(Instant submit, Long start) {
    if (submit == null || start == null) {
      return null;
    }
    long wait = start - submit.getEpochSecond();
    return wait >= 0 && wait <= LONGEST_WAIT.toSeconds() ? (Long) wait : null;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Which times and amounts of an event can be right, beside its own time. */
  private record Beliefs(Instant event, Duration longest, Consumer<String> notBelieved) {
    private static final long NOT_KNOWN = -1;

    Instant after(Duration span) {
      return event.plus(span);
    }

    /** In s since 1970, for accounting is in whole seconds; null if not known or not believed. */
    Long time(String field, Instant time, Instant last) {
      if (time == null) {
        return null;
      } else if (time.isBefore(event.minus(longest)) || time.isAfter(last)) {
        notBelieved.accept(field);
        return null;
      }
      return time.getEpochSecond();
    }

    /** Some logs say -1 for what is not known; another amount below 0 is wrong. */
    Long amount(String field, Long number, long most) {
      if (number != null && (number > most || number < NOT_KNOWN)) {
        notBelieved.accept(field);
      }
      return number == null || number < 0 || number > most ? null : number;
    }
  }

  private static String name(String text) {
    if (text == null || text.length() <= LONGEST) {
      return text;
    }
    // Half of a pair of surrogates is no letter.
    boolean split = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, split ? LONGEST - 1 : LONGEST);
  }

  /** By what statements are brought together. */
  String key() {
    return cluster.length() + "|" + cluster + job;
  }

  /** How they are sent. */
  public static final class JobStatementCodec implements Codec<JobStatement> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(JobStatement value, DataOutput target) throws IOException {
      target.writeUTF(value.cluster);
      target.writeUTF(value.job);
      target.writeUTF(value.attempt);
      value.facts.write(target);
    }

    @Override
    public JobStatement read(DataInput source, int version) throws IOException {
      return new JobStatement(
          source.readUTF(), source.readUTF(), source.readUTF(), Attempt.read(source, version));
    }

    @Override
    public JobStatement copy(JobStatement value) {
      return new JobStatement(value.cluster, value.job, value.attempt, value.facts.copy());
    }

    @Override
    public Class<JobStatement> type() {
      return JobStatement.class;
    }
  }
}
