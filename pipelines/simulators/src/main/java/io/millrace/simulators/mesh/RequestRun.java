package io.millrace.simulators.mesh;

import io.millrace.simulators.mesh.MeshSpan.Kind;
import io.millrace.simulators.mesh.Step.Call;
import io.millrace.simulators.mesh.Step.External;
import io.millrace.simulators.mesh.Step.Local;
import io.millrace.simulators.mesh.Step.Message;
import io.millrace.simulators.mesh.Step.Query;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One request on its way through the services. Times in us, the true ones. */
final class RequestRun {
  /** So long a caller waits. */
  static final long PATIENCE = 300_000;

  private static final double FAILING = 0.004;

  private final SplittableRandom random;
  private final Optional<MeshIncidents> incidents;
  private final HostClocks clocks;
  private final Report report;
  private final String trace;
  private final double weight;

  /**
   * @param weight how many requests it stands for
   */
  RequestRun(
      SplittableRandom random,
      Optional<MeshIncidents> incidents,
      HostClocks clocks,
      Report report,
      double weight) {
    this.random = random;
    this.incidents = incidents;
    this.clocks = clocks;
    this.report = report;
    this.trace = id() + id();
    this.weight = weight;
  }

  /** Is told of every span. */
  interface Report {
    /**
     * @param end when it ended
     */
    void ended(MeshSpan span, long end);
  }

  /** Where a step is done, and within which span. */
  private record Place(String service, String host, String span) {}

  /** When something was over, and whether it failed. */
  private record Outcome(long end, boolean failed) {}

  void serve(Operation operation, long start) {
    serve(operation, null, Kind.SERVER, null, start);
  }

  private Outcome serve(Operation operation, String parent, Kind kind, String broker, long start) {
    String service = operation.service();
    Place place = new Place(service, Shop.host(service, random.nextInt(Shop.HOSTS)), id());
    boolean slow = incidents.isPresent() && incidents.get().isSlow(service, start);
    long work = about(operation.work()) * (slow ? MeshIncidents.SLOWNESS : 1);
    Outcome steps = steps(operation.steps(), place, start + work / 2);
    long end = steps.end() + work / 2;
    boolean failed = steps.failed() || fails(service, start);
    tell(place, parent, kind, operation.name(), start, end, failed, broker, null);
    return new Outcome(end, failed);
  }

  private Outcome steps(List<Step> steps, Place place, long start) {
    Outcome last = new Outcome(start, false);
    for (Step step : steps) {
      if (!last.failed()) {
        last = step(step, place, last.end());
      }
    }
    return last;
  }

  private Outcome step(Step step, Place place, long start) {
    if (step instanceof Call call) {
      return call(call.operation(), place, start);
    } else if (step instanceof Query query) {
      return ask(place, "SELECT " + query.database(), null, query.database(), start, 2_000);
    } else if (step instanceof External external) {
      return ask(place, "POST " + external.peer(), external.peer(), null, start, 40_000);
    } else if (step instanceof Message message) {
      return send(message, place, start);
    }
    Local local = (Local) step;
    Place within = new Place(place.service(), place.host(), id());
    Outcome done = steps(local.steps(), within, start);
    tell(
        within,
        place.span(),
        Kind.INTERNAL,
        local.name(),
        start,
        done.end(),
        done.failed(),
        null,
        null);
    return done;
  }

  private Outcome call(Operation operation, Place place, long start) {
    Place caller = new Place(place.service(), place.host(), id());
    Outcome served = serve(operation, caller.span(), Kind.SERVER, null, start + about(400));
    long answered = served.end() + about(400);
    boolean gaveUp = answered > start + PATIENCE;
    long end = gaveUp ? start + PATIENCE : answered;
    boolean failed = gaveUp || served.failed();
    tell(caller, place.span(), Kind.CLIENT, operation.name(), start, end, failed, null, null);
    return new Outcome(end, failed);
  }

  private Outcome ask(
      Place place, String name, String peer, String database, long start, long usual) {
    Place caller = new Place(place.service(), place.host(), id());
    long end = start + about(usual);
    boolean failed = random.nextDouble() < FAILING;
    tell(caller, place.span(), Kind.CLIENT, name, start, end, failed, peer, database);
    return new Outcome(end, failed);
  }

  private Outcome send(Message message, Place place, long start) {
    Place sender = new Place(place.service(), place.host(), id());
    String broker = message.broker();
    long end = start + about(1_000);
    tell(sender, place.span(), Kind.PRODUCER, broker + " publish", start, end, false, broker, null);
    for (Operation consumer : message.consumers()) {
      serve(consumer, sender.span(), Kind.CONSUMER, broker, end + about(100_000));
    }
    return new Outcome(end, false);
  }

  private boolean fails(String service, long time) {
    boolean failing = incidents.isPresent() && incidents.get().isFailing(service, time);
    return random.nextDouble() < (failing ? MeshIncidents.FAILING : FAILING);
  }

  /** Mostly near the usual, at the most four times as long. */
  private long about(long usual) {
    double draw = -StrictMath.log(1 - random.nextDouble());
    return (long) (usual * Math.min(4, 0.5 + 0.5 * draw));
  }

  private String id() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  private void tell(
      Place place,
      String parent,
      Kind kind,
      String name,
      long start,
      long end,
      boolean failed,
      String peer,
      String database) {
    report.ended(
        new MeshSpan(
            place.host(),
            trace,
            place.span(),
            parent,
            kind,
            place.service(),
            name,
            clocks.show(place.host(), start),
            clocks.show(place.host(), end),
            failed,
            peer,
            database,
            weight),
        end);
  }
}
