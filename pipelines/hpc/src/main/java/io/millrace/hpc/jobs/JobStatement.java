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

  /**
   * The statements of an event: one for each task that it names. A time that is more than {@code
   * longest} before that of the event is not believed, for by then the job is forgotten and would
   * count again; nor one that is more than twice as long after it, which is time to wait and to
   * run.
   *
   * @param longest that a job may wait, or run
   */
  static List<JobStatement> of(JobEvent event, Duration longest) {
    Instant first = event.getEventTime().minus(longest);
    Instant last = event.getEventTime().plus(longest.multipliedBy(2));
    Attempt facts = new Attempt();
    facts.set(JobFact.SUBMIT, seconds(event.getSubmitTime(), first, last));
    facts.set(JobFact.ELIGIBLE, seconds(event.getEligibleTime(), first, last));
    facts.set(JobFact.START, seconds(event.getStartTime(), first, last));
    facts.set(JobFact.END, seconds(event.getEndTime(), first, last));
    facts.set(JobFact.RUN, amount(event.getRunS(), longest.toSeconds()));
    facts.set(JobFact.PROCESSORS, amount(event.getProcessors(), MOST_PROCESSORS));
    facts.set(JobFact.CAPACITY, amount(event.getClusterProcessors(), MOST_PROCESSORS));
    facts.set(JobFact.STATE, name(event.getState()));
    facts.set(JobFact.USER, name(event.getUser()));
    facts.set(JobFact.ACCOUNT, name(event.getAccount()));
    facts.set(JobFact.QUEUE, name(event.getQueue()));
    facts.set(JobFact.QOS, name(event.getQos()));
    facts.stamp();
    String cluster = event.getCluster() == null ? "" : name(event.getCluster());
    String attempt = name(event.getAttempt());
    if (attempt == null) {
      Instant submit = event.getSubmitTime();
      attempt = submit == null ? "" : Long.toString(submit.getEpochSecond());
    }
    List<JobStatement> statements = new ArrayList<>();
    for (String job : ArrayTasks.of(event.getJobId())) {
      statements.add(new JobStatement(cluster, name(job), attempt, facts));
    }
    return statements;
  }

  /** Accounting is in whole seconds. */
  private static Long seconds(Instant time, Instant first, Instant last) {
    boolean believed = time != null && !time.isBefore(first) && !time.isAfter(last);
    return believed ? (Long) time.getEpochSecond() : null;
  }

  /** Some logs say -1 for what is not known. */
  private static Long amount(Long number, long most) {
    return number == null || number < 0 || number > most ? null : number;
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
      return 1;
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
          source.readUTF(), source.readUTF(), source.readUTF(), Attempt.read(source));
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
