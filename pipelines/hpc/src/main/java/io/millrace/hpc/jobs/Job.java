package io.millrace.hpc.jobs;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that is known of a job: its attempts, of which a job has several that was requeued. */
record Job(TreeMap<String, Attempt> attempts) {
  static final Codec<Job> CODEC = new JobCodec();

  private static final Comparator<Attempt> BY_SUBMISSION =
      Comparator.comparing((Attempt attempt) -> JobAccounts.orLast(attempt.number(JobFact.SUBMIT)))
          .thenComparing(attempt -> JobAccounts.orLast(attempt.number(JobFact.START)));

  static Job unknown() {
    return new Job(new TreeMap<>());
  }

  /** Takes over what a statement says. */
  void add(JobStatement statement) {
    Attempt known = attempts.get(statement.attempt());
    if (known == null) {
      attempts.put(statement.attempt(), statement.facts().copy());
    } else {
      known.merge(statement.facts());
    }
  }

  /** The attempts in the order in which they were made. */
  List<Attempt> inOrder() {
    // Attempts of the same times stay in the order of their ids.
    List<Attempt> ordered = new ArrayList<>(attempts.values());
    ordered.sort(BY_SUBMISSION);
    return ordered;
  }

  /** How a job is kept. */
  public static final class JobCodec implements Codec<Job> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(Job value, DataOutput target) throws IOException {
      target.writeInt(value.attempts.size());
      for (Map.Entry<String, Attempt> entry : value.attempts.entrySet()) {
        target.writeUTF(entry.getKey());
        entry.getValue().write(target);
      }
    }

    @Override
    public Job read(DataInput source, int version) throws IOException {
      Job job = unknown();
      for (int left = source.readInt(); left > 0; left--) {
        String attempt = source.readUTF();
        job.attempts.put(attempt, Attempt.read(source, version));
      }
      return job;
    }

    @Override
    public Job copy(Job value) {
      Job copy = unknown();
      value.attempts.forEach((id, attempt) -> copy.attempts.put(id, attempt.copy()));
      return copy;
    }

    @Override
    public Class<Job> type() {
      return Job.class;
    }
  }
}
