package io.millrace.simulators;

import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.PlantSettings.FaultRates;
import io.millrace.simulators.bills.BillSettings;
import io.millrace.simulators.bills.BillSimulator;
import io.millrace.simulators.cluster.ClusterSettings;
import io.millrace.simulators.cluster.ClusterSimulator;
import io.millrace.simulators.edge.EdgeRequestSimulator;
import io.millrace.simulators.edge.EdgeSettings;
import io.millrace.simulators.fleet.FleetSettings;
import io.millrace.simulators.fleet.FleetSimulator;
import io.millrace.simulators.machines.MachineSettings;
import io.millrace.simulators.machines.MachineSimulator;
import io.millrace.simulators.mesh.MeshSettings;
import io.millrace.simulators.mesh.MeshSimulator;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What can be simulated. */
enum Scene {
  PLANT,
  NETWORK,
  MACHINES,
  SERVICES,
  CLUSTER,
  CLOUDS,
  FLEET;

  /** As definitions have it, unless they say otherwise. */
  private static final Duration MAX_FUTURE = Duration.ofSeconds(60);

  /** So long that a quarter which began with a month before is over. */
  private static final Duration QUARTER = Duration.ofDays(93);

  /**
   * What is asked of it.
   *
   * @param start null for such that event time ends when the play does
   * @param begin when the play begins, and how long it is, by the wall; likewise {@code rate}
   * @param speed seconds of event time in a second of the wall
   */
  record Wish(
      long seed,
      Instant start,
      Instant begin,
      Duration duration,
      double rate,
      double speed,
      Limits limits,
      Duration window,
      int machines,
      int sensors,
      boolean faulty) {

    /** In event time. */
    Duration span() {
      return Duration.ofNanos((long) (duration.toNanos() * speed));
    }

    Instant startOr(Duration before) {
      return start != null
          ? start
          : begin.plus(duration).minus(before).truncatedTo(ChronoUnit.MILLIS);
    }

    DeliveryFaults faults() {
      return faulty ? DeliveryFaults.SOME : DeliveryFaults.NONE;
    }
  }

  Play play(Wish wish) {
    return switch (this) {
      case PLANT -> plant(wish);
      case NETWORK -> network(wish);
      case MACHINES -> machines(wish);
      case SERVICES -> services(wish);
      case CLUSTER -> cluster(wish);
      case CLOUDS -> clouds(wish);
      case FLEET -> fleet(wish);
    };
  }

  private static Play plant(Wish wish) {
    Instant start = wish.startOr(wish.span());
    double sensors = wish.machines() * wish.sensors();
    PlantSettings settings =
        new PlantSettings(
            wish.machines(),
            wish.sensors(),
            start,
            Duration.ofNanos((long) (sensors * wish.speed() / wish.rate() * 1e9)),
            wish.span(),
            wish.limits().outOfOrderness(),
            wish.limits().lateness(),
            wish.window(),
            wish.faulty() ? FaultRates.SOME : FaultRates.NONE);
    PlantSimulator plant = new PlantSimulator(wish.seed(), settings);
    return new Play(plant, start, wish.speed(), plant::faults);
  }

  private static Play network(Wish wish) {
    Instant start = wish.startOr(wish.span());
    EdgeSettings settings =
        EdgeSettings.small(start)
            .withInput(wish.limits(), wish.window())
            .withLoad(wish.rate() / wish.speed(), wish.span())
            .withFaults(wish.faults(), wish.faulty());
    EdgeRequestSimulator network = new EdgeRequestSimulator(wish.seed(), settings);
    return new Play(network, start, wish.speed(), network::incidents);
  }

  private static Play machines(Wish wish) {
    Instant start = wish.startOr(wish.span());
    MachineSettings settings =
        MachineSettings.small(start)
            .with(wish.span(), wish.limits())
            .with(wish.machines(), wish.faulty());
    MachineSimulator plant = new MachineSimulator(wish.seed(), settings);
    return new Play(plant, start, wish.speed(), plant::faults);
  }

  private static Play services(Wish wish) {
    Instant start = wish.startOr(wish.span());
    MeshSettings settings =
        MeshSettings.small(start)
            .withInput(wish.limits(), wish.window())
            .withLoad(wish.rate() / wish.speed(), wish.span())
            .withFaults(wish.faults(), wish.faulty());
    MeshSimulator shop = new MeshSimulator(wish.seed(), settings);
    return new Play(shop, start, wish.speed(), shop::incidents);
  }

  private static Play cluster(Wish wish) {
    Instant start = wish.startOr(wish.span()).truncatedTo(ChronoUnit.SECONDS);
    // A job is submitted, starts and ends.
    int submissions = Math.max(1, (int) (wish.rate() * wish.duration().toSeconds() / 3));
    ClusterSettings settings =
        ClusterSettings.small(start)
            .with(Duration.ofSeconds(wish.span().toSeconds()), submissions, wish.limits());
    ClusterSimulator cluster =
        new ClusterSimulator(wish.seed(), wish.faulty() ? settings : settings.withoutFaults());
    return new Play(cluster, start, wish.speed(), List::of);
  }

  /** Begins with a month, and is told as fast as it has to be. */
  private static Play clouds(Wish wish) {
    Instant start = wish.startOr(QUARTER.plus(wish.duration()));
    BillSettings settings =
        BillSettings.quarter(YearMonth.from(start.atOffset(ZoneOffset.UTC)))
            .withFaults(wish.faults(), wish.faulty());
    BillSimulator clouds = new BillSimulator(wish.seed(), settings);
    double speed = (double) settings.duration().toNanos() / wish.duration().toNanos();
    return new Play(clouds, settings.start(), speed, clouds::incidents);
  }

  private static Play fleet(Wish wish) {
    if (!wish.faulty()) {
      throw new IllegalArgumentException(
          "a fleet is played for its faults; expected no --no-faults");
    }
    Instant start = wish.startOr(wish.span());
    Duration period =
        Duration.ofNanos((long) (FleetSimulator.NODES * wish.speed() / wish.rate() * 1e9));
    FleetSettings settings =
        FleetSettings.of(start, wish.span(), period, wish.limits(), MAX_FUTURE);
    FleetSimulator fleet = new FleetSimulator(wish.seed(), settings);
    return new Play(fleet, start, wish.speed(), fleet::faults);
  }
}
