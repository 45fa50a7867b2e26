package io.millrace.simulators.cluster;

import io.millrace.schemas.hpc.JobEvent;
import io.millrace.simulators.Delivery;
import io.millrace.simulators.RecordEncoder;
import io.millrace.simulators.SimulatedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The jobs of a cluster, transition by transition, in the order in which they are sent: submissions
 * (arrays of jobs as one), starts, ends, and jobs put into the queue again because their node
 * failed. Some events do not say the user, or the processors. The same seed and settings give the
 * same bytes. Not thread-safe; it can be run through once.
 *
 * <p>To play it: all records are {@code hpc.JobEvent} for the input {@code jobs} of {@code
 * hpc/jobs}; {@link io.millrace.simulators.KafkaPlayer} sends them, and at a speed of 360 twelve
 * hours take two minutes. When the pipeline has read them and is drained, {@link UsageOracle}
 * judges its results against {@link #truth()}. The out-of-orderness and lateness of the input have
 * to be those of the settings; the parameter {@code capacity} is not needed.
 */
public final class ClusterSimulator implements Iterator<SimulatedRecord> {
  /** The input that the records are for. */
  public static final String INPUT = "jobs";

  /** The name of the cluster in every event. */
  public static final String CLUSTER = "sim";

  private final ClusterSettings settings;
  private final List<Attempt> attempts;
  private final Delivery delivery;
  private final RecordEncoder<JobEvent> encoder = new RecordEncoder<>(JobEvent.getEncoder());

  public ClusterSimulator(long seed, ClusterSettings settings) {
    this.settings = settings;
    SplittableRandom random = new SplittableRandom(seed);
    Instant end = settings.start().plus(settings.duration());
    this.delivery =
        new Delivery(
            random.split(),
            settings.faults(),
            settings.limits(),
            Duration.ZERO,
            Delivery.micros(end));
    List<Request> requests = Workload.of(settings, random);
    List<Long> failures = new ArrayList<>();
    for (int i = 0; i < settings.failures(); i++) {
      long after = random.nextLong(settings.duration().toSeconds());
      failures.add(settings.start().getEpochSecond() + after);
    }
    failures.sort(null);
    this.attempts =
        EasyBackfill.run(settings.processors(), requests, failures, random, end.getEpochSecond());
    send();
  }

  /** What the jobs did. */
  public ClusterTruth truth() {
    return new ClusterTruth(attempts, settings.processors());
  }

  /** What became of all requests, for tests of the scheduler. */
  List<Attempt> attempts() {
    return attempts;
  }

  @Override
  public boolean hasNext() {
    return !delivery.isEmpty();
  }

  @Override
  public SimulatedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return delivery.next();
  }

  private void send() {
    List<JobEvent> events = new ArrayList<>();
    Set<String> announced = new HashSet<>();
    for (Attempt attempt : attempts) {
      String id = attempt.first() ? attempt.request().announced() : attempt.request().id();
      if (!attempt.first() || announced.add(id)) {
        events.add(event(attempt, id, "PENDING", attempt.submit()));
      }
      if (attempt.start() != null) {
        events.add(event(attempt, attempt.request().id(), "RUNNING", attempt.start()));
      }
      events.add(event(attempt, attempt.request().id(), attempt.state(), attempt.end()));
    }
    events.sort(Comparator.comparing(JobEvent::getEventTime));
    for (JobEvent event : events) {
      String job = event.getJobId().split("_")[0];
      delivery.send(INPUT, job, encoder.encode(event), Delivery.micros(event.getEventTime()));
    }
  }

  private JobEvent event(Attempt attempt, String id, String state, long time) {
    Request request = attempt.request();
    boolean pending = state.equals("PENDING");
    boolean started = !pending && attempt.start() != null;
    Long processors = started && request.told() ? (Long) (long) request.processors() : null;
    return JobEvent.newBuilder()
        .setEventTime(Instant.ofEpochSecond(time))
        .setCluster(CLUSTER)
        .setJobId(id)
        .setSubmitTime(Instant.ofEpochSecond(attempt.submit()))
        .setStartTime(started ? Instant.ofEpochSecond(attempt.start()) : null)
        .setEndTime(
            pending || state.equals("RUNNING") ? null : Instant.ofEpochSecond(attempt.end()))
        .setState(state)
        .setProcessors(processors)
        .setUser(request.user())
        .setAccount(request.account())
        .setQueue(request.queue())
        .setQos(request.qos())
        .setClusterProcessors((long) settings.processors())
        .build();
  }
}
