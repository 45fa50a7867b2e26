package io.millrace.hpc.jobs;

/** One thing that events say of a job. Times and lengths are in whole seconds, times since 1970. */
enum JobFact {
  SUBMIT(Long.class),
  ELIGIBLE(Long.class),
  START(Long.class),
  END(Long.class),
  RUN(Long.class),
  PROCESSORS(Long.class),
  CAPACITY(Long.class),
  STATE(String.class),
  USER(String.class),
  ACCOUNT(String.class),
  QUEUE(String.class),
  QOS(String.class),
  /** Of an attempt whose submission is too long ago to be told apart from a new one. */
  WAIT(Long.class);

  private final Class<? extends Comparable<?>> type;

  JobFact(Class<? extends Comparable<?>> type) {
    this.type = type;
  }

  boolean isText() {
    return type == String.class;
  }
}
