package io.millrace.hpc.jobs;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * What is known of one time that a job went through the queue. Each fact is the one of the
 * statement that knows most, so it does not matter in which order statements come.
 */
final class Attempt {
  private static final Set<String> QUEUED = Set.of("PENDING", "CONFIGURING");
  private static final Set<String> RUNNING =
      Set.of("RUNNING", "SUSPENDED", "COMPLETING", "STOPPED", "SIGNALING", "STAGE_OUT");

  private static final JobFact[] FACTS = JobFact.values();
  private static final int RANKS = 4;

  private final Comparable<?>[] values = new Comparable<?>[FACTS.length];

  /** How much the statement knew that said so: its latest time and how far the job was. */
  private final long[] stamps = new long[FACTS.length];

  /** Sets a fact of a new statement, before {@link #stamp}. */
  void set(JobFact fact, Comparable<?> value) {
    values[fact.ordinal()] = value;
  }

  /** Finishes a new statement. */
  Attempt stamp() {
    long latest = Long.MIN_VALUE / RANKS;
    for (JobFact time : new JobFact[] {JobFact.SUBMIT, JobFact.START, JobFact.END}) {
      Long at = number(time);
      latest = at == null ? latest : Math.max(latest, at);
    }
    long stamp = latest * RANKS + rank();
    Arrays.fill(stamps, stamp);
    return this;
  }

  private int rank() {
    if (number(JobFact.END) != null || number(JobFact.RUN) != null) {
      return 3;
    } else if (isOver()) {
      return 2;
    }
    return number(JobFact.START) == null ? 0 : 1;
  }

  /** Whether its state says that it neither waits nor runs. */
  boolean isOver() {
    String state = text(JobFact.STATE);
    return state != null && !QUEUED.contains(state) && !RUNNING.contains(state);
  }

  Long number(JobFact fact) {
    return (Long) values[fact.ordinal()];
  }

  String text(JobFact fact) {
    return (String) values[fact.ordinal()];
  }

  /** Takes over what another statement of the same attempt knows better. */
  void merge(Attempt other) {
    for (JobFact fact : FACTS) {
      int i = fact.ordinal();
      if (other.values[i] != null && (values[i] == null || other.isBetter(fact, this))) {
        values[i] = other.values[i];
        stamps[i] = other.stamps[i];
      }
    }
  }

  /** Of two statements that know as much the greater value stands, so that order is nothing. */
  private boolean isBetter(JobFact fact, Attempt than) {
    int i = fact.ordinal();
    if (stamps[i] != than.stamps[i]) {
      return stamps[i] > than.stamps[i];
    }
    return fact.isText()
        ? text(fact).compareTo(than.text(fact)) > 0
        : number(fact) > than.number(fact);
  }

  Attempt copy() {
    Attempt copy = new Attempt();
    System.arraycopy(values, 0, copy.values, 0, values.length);
    System.arraycopy(stamps, 0, copy.stamps, 0, stamps.length);
    return copy;
  }

  void write(DataOutput target) throws IOException {
    for (JobFact fact : FACTS) {
      Object value = values[fact.ordinal()];
      target.writeBoolean(value != null);
      if (value != null) {
        target.writeLong(stamps[fact.ordinal()]);
        if (fact.isText()) {
          target.writeUTF((String) value);
        } else {
          target.writeLong((Long) value);
        }
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param version of the codec that it is a part of; before 2 there was no {@link JobFact#WAIT}
   */
  static Attempt read(DataInput source, int version) throws IOException {
    Attempt attempt = new Attempt();
    for (JobFact fact : FACTS) {
      if ((version > 1 || fact != JobFact.WAIT) && source.readBoolean()) {
        attempt.stamps[fact.ordinal()] = source.readLong();
        attempt.values[fact.ordinal()] =
            fact.isText() ? (Comparable<?>) source.readUTF() : (Comparable<?>) source.readLong();
      }
    }
    return attempt;
  }
}
