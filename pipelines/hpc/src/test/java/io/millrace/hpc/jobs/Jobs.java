package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.Parameters;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events of jobs for tests. */
final class Jobs {
  static {
    AvroTrust.establish();
  }

  static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  private Jobs() {}

  /** Of a cluster of 100 processors. */
  static JobsParameters parameters(String windows) {
    return parameters(windows, 100);
  }

  static JobsParameters parameters(String windows, int capacity) {
    return Parameters.bind(
            JobsParameters.class,
            Map.of(
                "window",
                List.of(windows.split(",")),
                "capacity",
                List.of("" + capacity),
                "longest",
                List.of("7d")),
            new ArrayList<>())
        .orElseThrow();
  }

  static Instant at(long minutes) {
    return MIDNIGHT.plus(Duration.ofMinutes(minutes));
  }

  static JobEvent.Builder submitted(String job, long minute) {
    return JobEvent.newBuilder()
        .setCluster("c")
        .setJobId(job)
        .setUser("alice")
        .setState("PENDING")
        .setSubmitTime(at(minute))
        .setEventTime(at(minute));
  }

  static JobEvent.Builder started(String job, long submit, long start, long processors) {
    return submitted(job, submit)
        .setState("RUNNING")
        .setProcessors(processors)
        .setStartTime(at(start))
        .setEventTime(at(start));
  }

  static JobEvent.Builder ended(String job, long submit, long start, long end, long processors) {
    return started(job, submit, start, processors)
        .setState("COMPLETED")
        .setEndTime(at(end))
        .setEventTime(at(end));
  }

  /** Two days of jobs, some of which are never told the end of, in order of time. */
  static List<JobEvent> random(long seed, int jobs) {
    Random random = new Random(seed);
    List<JobEvent> events = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      String job = "j" + i;
      String user = "u" + random.nextInt(3);
      long submit = random.nextInt(2_000);
      long start = submit + random.nextInt(120);
      long end = start + random.nextInt(400);
      int processors = 1 << random.nextInt(5);
      events.add(submitted(job, submit).setUser(user).build());
      events.add(started(job, submit, start, processors).setUser(user).build());
      if (random.nextInt(10) > 0) {
        JobEvent.Builder over = ended(job, submit, start, end, processors).setUser(user);
        events.add(over.setState(random.nextInt(4) == 0 ? "FAILED" : "COMPLETED").build());
      }
    }
    events.sort(Comparator.comparing(JobEvent::getEventTime));
    return events;
  }
}
